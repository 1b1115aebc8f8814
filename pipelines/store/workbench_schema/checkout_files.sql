-- One row per version of a governed file that the checkout has decided by: policy or statements.
create table if not exists checkout_files (
    sha256        text not null primary key,
    kind          text not null check (kind in ('policy', 'statements')),
    content       text not null,
    first_used_at text not null
) strict;
