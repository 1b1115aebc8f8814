-- One row: what of the book's loans a reader must know before any rate: how many there are, have had an
-- instalment due, ever defaulted (90 days past due or charged off at a month-end); how many payments the
-- book holds; what loans owe back; how many rows of loans and their events are in quarantine; and whether there are sales.
select
    (select count(*) from loans) as loans,
    (
        select count(distinct loan_id)
        from loan_instalments
        where due_on <= (select as_of from book)
    ) as due_loans,
    (
        select count(distinct loan_id)
        from loan_months
        where days_past_due >= 90 or status = 'charged off'
    ) as defaulted_loans,
    (select count(*) from loan_events where kind in ('payment', 'refund')) as payments,
    (select count(distinct loan_id) from loan_months where credit_cents > 0) as overpaid_loans,
    (select cast(coalesce(sum(credit_cents), 0) as bigint) from loan_months) as credit_cents,
    (
        select count(*)
        from quarantine
        where table_name in ('loans', 'loan_events', 'given_instalments', 'loan_tape')
    ) as quarantined_rows,
    exists (select 1 from sales) as has_sales
