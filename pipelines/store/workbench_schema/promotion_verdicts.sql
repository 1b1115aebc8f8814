-- One row per decided proposal, by somebody other than who proposed it.
create table if not exists promotion_verdicts (
    promotion_id text not null primary key references promotions (promotion_id),
    decided_at   text not null,
    verdict      text not null check (verdict in ('approved', 'rejected')),
    decided_by   text not null,
    note         text not null
) strict;
