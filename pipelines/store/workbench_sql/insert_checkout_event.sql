insert into checkout_events (
    decision_id, client_id, merchant_id, industry, kind, happened_at, amount_cents,
    merchant_total_cents, industry_total_cents, book_total_cents, idempotency_key, fingerprint, answer
) values (
    :decision_id, :client_id, :merchant_id, :industry, :kind, :happened_at, :amount_cents,
    :merchant_total_cents, :industry_total_cents, :book_total_cents, :idempotency_key, :fingerprint, :answer
)
