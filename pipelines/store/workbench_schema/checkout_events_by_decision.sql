create index if not exists checkout_events_by_decision on checkout_events (decision_id, event_no);
