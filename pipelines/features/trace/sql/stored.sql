-- One row: the stored features of one application.
select * from features where application_id = $application_id
