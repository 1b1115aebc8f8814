-- One row per published version of the history.
create table versions (
    version_id   varchar   not null,
    number       integer   not null,
    published_at timestamp not null,
    change       varchar   not null,
    content_hash varchar   not null,
    code_version varchar   not null
);
