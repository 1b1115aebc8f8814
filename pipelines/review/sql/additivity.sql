-- One row per score: how far base and contributions miss it; null without any contribution.
select
    scores.application_id,
    abs(scores.score - scores.base - sum(contributions.contribution)) as error
from scores
left join contributions
    on contributions.application_id = scores.application_id
    and contributions.model_id = scores.model_id
group by scores.application_id, scores.score, scores.base
order by error desc nulls first, scores.application_id
