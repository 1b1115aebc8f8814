-- What was answered to a client's key for a merchant.
select decision_id, fingerprint, answer
from checkout_decisions
where client_id = :client_id and merchant_id = :merchant_id and idempotency_key = :idempotency_key
