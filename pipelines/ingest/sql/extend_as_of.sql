-- The book's as-of date follows the newest day its rows speak of.
update book
set as_of = greatest(
    as_of,
    (select max(cast(occurred_at as date)) from sales),
    (select max(cast(occurred_at as date)) from purchases),
    (select max(cast(occurred_at as date)) from bank),
    (select max(cast(applied_at as date)) from applications),
    (select max(cast(funded_at as date)) from loans),
    (select max(cast(occurred_at as date)) from loan_events),
    (select max(observed_through) from given_outcomes)
)
