-- One row: whether every row's position is above that of the row before it.
select coalesce(bool_and(position > before), true) as ascends
from (select position, lag(position) over () as before from positions)
