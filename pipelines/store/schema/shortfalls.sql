-- One row per application whose following months the book covers: whether the sales of those months
-- would have paid a typical offer. A proxy for default where there are no loans yet. Sales that
-- followed are net of refunds, chargebacks and voids, over the term and the months of grace after it.
create or replace table shortfalls (
    application_id       varchar not null,
    is_shortfall         boolean not null,
    observed_through     date    not null,
    offered_cents        bigint  not null,
    instalments_cents    bigint  not null,
    followed_sales_cents bigint  not null,
    rules_version        varchar not null
);
