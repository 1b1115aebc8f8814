-- One row per reason code that scored features stand behind.
select feature_catalogue.reason as code, count(*) as features
from feature_catalogue
semi join contributions on contributions.feature = feature_catalogue.name
group by feature_catalogue.reason
