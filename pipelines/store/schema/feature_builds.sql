-- One row: what the features in the store were built from, so that the next build redoes no more than
-- it must: the last import they count, the digest of catalogue and SQL, and the engine.
create or replace table feature_builds (
    through_import   integer not null,
    catalogue_digest varchar not null,
    engine           varchar not null
);
