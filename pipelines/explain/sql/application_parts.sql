-- One row per feature of an application: its value and its part of the score.
select
    feature,
    value,
    text_value,
    contribution
from contributions
where application_id = $id
