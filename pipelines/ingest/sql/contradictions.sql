-- Adds a reason to staged applications whose outcome is known and is another than they say.
update staged
set reasons = list_append(reasons, 'the store has another outcome for this application')
from given_outcomes
where given_outcomes.application_id = staged.application_id
    and given_outcomes.is_default <> staged.is_default
