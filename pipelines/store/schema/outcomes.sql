-- One row per application with a known outcome, given by an import or derived from loan events.
create or replace table outcomes (
    application_id   varchar not null,
    is_default       boolean not null,
    observed_through date    not null,
    source           varchar not null check (source in ('given', 'derived'))
);
