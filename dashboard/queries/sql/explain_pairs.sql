-- One row per pair of features that share a tree, the strongest first.
select
    pairs.place,
    pairs.first,
    pairs.second,
    coalesce(one.label, pairs.first) as first_label,
    coalesce(two.label, pairs.second) as second_label,
    pairs.strength,
    pairs.mean_size,
    pairs.n
from explain_interactions as pairs
left join feature_catalogue as one on one.name = pairs.first
left join feature_catalogue as two on two.name = pairs.second
order by pairs.place
