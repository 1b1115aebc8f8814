-- One row per borrower of the tape who is not in the book yet, with what its newest loan says of it.
insert into merchants by name
select
    borrower_id as merchant_id,
    borrower_id as name,
    first(industry order by issued_on desc, loan_id) as industry,
    first(country order by issued_on desc, loan_id) as country,
    first(region order by issued_on desc, loan_id) as region,
    null as founded_on,
    null as joined_on,
    $import_id as import_id
from loan_tape
where import_id = $import_id and borrower_id not in (select merchant_id from merchants)
group by borrower_id
order by borrower_id
