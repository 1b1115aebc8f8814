-- What precedes a query that asks for the book as it stood at the end of $until: each table with
-- the rows known by then, and the panel built from them.
with loans as (
    select * from main.loans where cast(funded_at as date) <= $until
),

loan_events as (
    select * from main.loan_events where cast(known_at as date) <= $until
),

applications as (
    select * from main.applications where cast(applied_at as date) <= $until
),

outcomes as (
    select * from main.outcomes where observed_through <= $until
),

book as (
    select * replace ($until as as_of) from main.book
),

loan_months as materialized (
{panel}
)
