create index if not exists checkout_events_by_moment on checkout_events (happened_at);
