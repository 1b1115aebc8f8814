-- One row per proposal that a model become champion, with the comparison it rests on.
create table if not exists promotions (
    promotion_id text not null primary key,
    proposed_at  text not null,
    model_id     text not null,
    proposed_by  text not null,
    reason       text not null,
    evidence     text not null
) strict;
