-- One row per application: the groups its merchant belongs to, null where not known.
select
    applications.application_id,
    merchants.industry,
    merchants.region
from applications
left join merchants using (merchant_id)
