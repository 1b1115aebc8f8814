-- One row per application whose merchant is known.
select
    a.application_id,
    /* measures */
from cuts as a
join merchants as m on m.merchant_id = a.merchant_id
