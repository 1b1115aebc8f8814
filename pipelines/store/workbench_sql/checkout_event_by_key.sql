-- The refund a client's key stands for.
select
    event_no, decision_id, client_id, merchant_id, industry, kind, happened_at, amount_cents,
    merchant_total_cents, industry_total_cents, book_total_cents, idempotency_key, fingerprint, answer
from checkout_events
where client_id = :client_id and merchant_id = :merchant_id and idempotency_key = :idempotency_key
