-- What was given back from :since on of what had been accepted before: to the merchant, in its industry, by all.
select
    coalesce(sum(refunds.amount_cents) filter (where refunds.merchant_id = :merchant_id), 0),
    coalesce(sum(refunds.amount_cents) filter (where refunds.industry = :industry), 0),
    coalesce(sum(refunds.amount_cents), 0)
from checkout_events as refunds
where
    refunds.happened_at >= :since
    and refunds.kind <> 'accepted'
    and exists (
        select 1
        from checkout_events as accepted
        where
            accepted.decision_id = refunds.decision_id
            and accepted.kind = 'accepted'
            and accepted.happened_at < :since
    )
