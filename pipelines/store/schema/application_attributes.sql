-- One row per application and attribute; exactly one of the two values is set.
create table application_attributes (
    application_id varchar not null,
    name           varchar not null,
    number_value   double,
    text_value     varchar,
    import_id      integer not null,
    check ((number_value is null) <> (text_value is null))
);
