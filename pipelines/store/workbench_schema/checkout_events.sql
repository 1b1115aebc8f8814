-- One row per event of an accepted offer (accepted, undone in time, or refunded later), with the running totals after it.
create table if not exists checkout_events (
    event_no             integer primary key autoincrement,
    decision_id          text    not null references checkout_decisions (decision_id),
    client_id            text    not null,
    merchant_id          text    not null,
    industry             text,
    kind                 text    not null check (kind in ('accepted', 'undone', 'refunded')),
    happened_at          text    not null,
    amount_cents         integer not null check (amount_cents > 0),
    merchant_total_cents integer not null,
    industry_total_cents integer not null,
    book_total_cents     integer not null,
    idempotency_key      text,
    fingerprint          text,
    answer               blob    not null,
    unique (client_id, merchant_id, idempotency_key)
) strict;
