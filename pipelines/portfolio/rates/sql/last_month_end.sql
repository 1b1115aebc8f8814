-- One row: the last month-end of the loan-month panel, none where there are no loans.
select max(month_end) as month_end from loan_months
