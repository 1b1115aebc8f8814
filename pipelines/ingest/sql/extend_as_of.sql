-- The book's as-of date follows its newest event.
update book
set as_of = greatest(
    as_of,
    (select max(cast(occurred_at as date)) from sales),
    (select max(cast(occurred_at as date)) from purchases),
    (select max(cast(occurred_at as date)) from bank),
    (select max(cast(occurred_at as date)) from loan_events)
)
