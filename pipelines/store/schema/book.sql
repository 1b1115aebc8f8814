-- One row: the book this store holds. Its as-of date is the last day the history covers.
create table book (
    name         varchar not null,
    currency     varchar not null check (length(currency) = 3),
    as_of        date    not null,
    is_synthetic boolean not null,
    note         varchar not null
);
