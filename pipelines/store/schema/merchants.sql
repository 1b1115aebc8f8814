-- One row per merchant.
create table merchants (
    merchant_id varchar not null,
    name        varchar not null,
    industry    varchar,
    country     varchar,
    region      varchar,
    founded_on  date,
    joined_on   date,
    import_id   integer not null
);
