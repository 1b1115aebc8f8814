-- One row per scored application: what the policy decides for it, with its steps and reasons as JSON.
create or replace table offers (
    application_id       varchar not null,
    model_id             varchar not null,
    policy_version       varchar not null,
    decision             varchar not null
        check (decision in ('approve', 'counter-offer', 'refer', 'decline')),
    requested_cents      bigint,
    limit_cents          bigint  not null,
    amount_cents         bigint  not null,
    tier                 varchar,
    apr                  double,
    finance_charge_cents bigint  not null,
    expected_loss_cents  bigint  not null,
    expected_profit_cents bigint not null,
    reasons              varchar not null,
    steps                varchar not null
);
