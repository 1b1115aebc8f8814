-- One row: how much the book holds.
select
    (select count(*) from merchants) as merchants,
    (select count(*) from sales) as sales,
    (select count(*) from purchases) as purchases,
    (select count(*) from bank) as bank,
    (select count(*) from applications) as applications,
    (select count(*) from loans) as loans,
    (select count(*) from loan_events) as loan_events
