create index if not exists checkout_events_by_industry_and_moment on checkout_events (industry, happened_at);
