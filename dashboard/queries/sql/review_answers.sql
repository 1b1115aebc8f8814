-- One row per decision.
select decision, count(*) as applications from offers group by decision order by applications desc
