-- One row per scored application that is not plainly approved: its reasons as JSON.
select application_id, reasons
from offers
where decision <> 'approve'
order by application_id
