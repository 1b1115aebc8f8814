-- One row: how many loans, months and merchants the loan list has, and its amounts in cents.
select
    count(distinct loan_id) as loans,
    count(*) as loan_months,
    count(distinct merchant_id) as merchants,
    cast(coalesce(sum(principal_cents), 0) as bigint) as principal_cents,
    cast(coalesce(sum(balance_cents), 0) as bigint) as balance_cents,
    cast(coalesce(sum(net_charge_off_cents), 0) as bigint) as net_charge_off_cents
from loan_list
