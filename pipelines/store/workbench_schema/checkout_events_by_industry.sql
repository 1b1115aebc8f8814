create index if not exists checkout_events_by_industry on checkout_events (industry, event_no);
