-- The book's one row.
insert into book
select
    concat('Generated events, ', $events),
    'USD',
    date '2025-12-31',
    true,
    'Generated for measuring; nothing in it is real'
