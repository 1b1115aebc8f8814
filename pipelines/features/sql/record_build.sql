-- Appends the record of a build: it counts all imports there are.
insert into feature_builds
select coalesce(max(import_id), 0), $catalogue_digest, $engine from imports
