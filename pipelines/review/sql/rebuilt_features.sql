-- One row per application: its features, in the order of its id.
select * from features order by application_id
