create index if not exists checkout_decisions_by_merchant on checkout_decisions (merchant_id, decision_id);
