-- One row per scored application: who asks, what the policy says, and the first reason; that a
-- person must look is the decision itself, so the reason then is the one after it.
select
    scores.application_id,
    applications.merchant_id,
    merchants.name,
    merchants.industry,
    applications.applied_at,
    applications.order_amount_cents,
    scores.pd,
    scores.grade,
    offers.decision,
    offers.tier,
    offers.apr,
    offers.limit_cents,
    offers.amount_cents,
    offers.expected_loss_cents,
    coalesce(
        case when json_extract_string(offers.reasons, '$[0].code') = 'P07'
            then json_extract_string(offers.reasons, '$[1].statement')
        end,
        json_extract_string(offers.reasons, '$[0].statement')
    ) as main_reason,
    features.sales_365d_cents,
    features.tenure_days,
    features.refund_rate_365d
from scores
join applications using (application_id)
join merchants using (merchant_id)
join offers using (application_id)
join features using (application_id)
order by
    case offers.decision
        when 'refer' then 0 when 'counter-offer' then 1 when 'approve' then 2 else 3
    end,
    coalesce(applications.order_amount_cents, features.sales_365d_cents, 0) desc,
    scores.application_id
