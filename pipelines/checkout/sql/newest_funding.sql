-- One row: until when the loans tell what was accepted, null where there is none. A loan whose funding
-- is dated by its day alone speaks for the whole day.
select
    max(
        case
            when funded_at = date_trunc('day', funded_at) then funded_at + interval 1 day
            else funded_at + interval 1 microsecond
        end
    )
from loans
