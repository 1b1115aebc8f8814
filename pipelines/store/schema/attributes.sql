-- One row per application attribute an import brought; only those marked so may enter a model.
create table attributes (
    name       varchar not null,
    type       varchar not null check (type in ('number', 'text')),
    meaning    varchar not null,
    is_feature boolean not null,
    import_id  integer not null
);
