-- One row per loan of the tape; its monthly rates are its instalments' fees over the amount lent.
insert into loans by name
select
    t.loan_id,
    t.loan_id as application_id,
    t.borrower_id as merchant_id,
    t.issued_on as funded_at,
    t.principal_cents,
    i.monthly_rates,
    $import_id as import_id
from loan_tape as t
join (
    select
        g.loan_id,
        list(round(g.fee_cents / l.principal_cents, 8) order by g.number) as monthly_rates
    from given_instalments as g
    join loan_tape as l using (loan_id)
    group by g.loan_id
) as i using (loan_id)
where t.import_id = $import_id
order by t.loan_id
