-- One row per event of a decision, oldest first.
select
    event_no, decision_id, client_id, merchant_id, industry, kind, happened_at, amount_cents,
    merchant_total_cents, industry_total_cents, book_total_cents, idempotency_key, fingerprint, answer
from checkout_events
where decision_id = :decision_id
order by event_no
