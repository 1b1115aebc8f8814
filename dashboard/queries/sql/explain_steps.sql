-- One row per twentieth of a feature's values, category, or the lack of a value.
select kind, place, value, text_value, contribution, low, high, n
from explain_dependence
where feature = $feature
order by kind, place
