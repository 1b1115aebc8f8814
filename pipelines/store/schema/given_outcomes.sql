-- One row per application whose outcome an import stated, rather than left to be derived from loan events.
create table given_outcomes (
    application_id   varchar not null,
    is_default       boolean not null,
    observed_through date    not null,
    import_id        integer not null
);
