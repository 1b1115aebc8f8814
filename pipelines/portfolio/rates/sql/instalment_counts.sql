-- One row per number of instalments that a loan of the book has.
select distinct cast(instalments as integer) as instalments
from (select max(number) as instalments from loan_instalments group by loan_id) as counted
order by instalments
