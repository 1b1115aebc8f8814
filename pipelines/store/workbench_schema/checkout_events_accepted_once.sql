create unique index if not exists checkout_events_accepted_once on checkout_events (decision_id) where kind = 'accepted';
