-- One row per application with a merchant: in which industry it sells, and whether it is approved.
select
    applications.application_id,
    applications.merchant_id,
    merchants.industry,
    coalesce(offers.decision in ('approve', 'counter-offer'), false) as is_approved
from applications
join merchants using (merchant_id)
left join offers using (application_id)
