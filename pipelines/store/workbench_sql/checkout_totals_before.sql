-- The same totals as they stood at the end of what happened before a moment.
select
    coalesce((select merchant_total_cents from checkout_events where merchant_id = :merchant_id and happened_at < :before order by event_no desc limit 1), 0),
    coalesce((select industry_total_cents from checkout_events where industry = :industry and happened_at < :before order by happened_at desc, event_no desc limit 1), 0),
    coalesce((select book_total_cents from checkout_events where happened_at < :before order by happened_at desc, event_no desc limit 1), 0)
