create index if not exists checkout_events_by_merchant on checkout_events (merchant_id, event_no);
