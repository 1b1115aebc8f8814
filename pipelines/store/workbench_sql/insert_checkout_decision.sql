-- Adds a decision, unless the client has used the key for this merchant before.
insert into checkout_decisions values (
    :decision_id, :client_id, :merchant_id, :idempotency_key, :fingerprint, :decided_at, :decision,
    :requested_cents, :currency, :offered_cents, :offer_digest, :valid_until, :refund_window_hours, :industry,
    :merchant_total_cents, :industry_total_cents, :book_total_cents,
    :merchant_room_cents, :industry_room_cents, :book_room_cents,
    :policy_sha256, :statements_sha256, :request, :grounds, :evidence, :answer
) on conflict (client_id, merchant_id, idempotency_key) do nothing
