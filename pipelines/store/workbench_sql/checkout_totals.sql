-- What was accepted less what was refunded, ever: of the merchant, its industry and the book.
select
    coalesce((select merchant_total_cents from checkout_events where merchant_id = :merchant_id order by event_no desc limit 1), 0),
    coalesce((select industry_total_cents from checkout_events where industry = :industry order by event_no desc limit 1), 0),
    coalesce((select book_total_cents from checkout_events order by event_no desc limit 1), 0)
