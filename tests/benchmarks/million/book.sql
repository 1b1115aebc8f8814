-- A book of 1,000,000 applications by 200,000 merchants, drawn by hash: plausible in shape, no more.
insert into book values ('A million applications', 'USD', date '2025-12-31', true, 'Generated for a benchmark');

insert into merchants
select
    'M' || lpad(number::varchar, 7, '0'),
    ['Blue', 'Green', 'North', 'Old', 'Quick', 'River', 'Silver', 'Stone'][1 + number % 8] || ' '
        || ['Market', 'Supply', 'Trading', 'Outfitters', 'Goods'][1 + number // 8 % 5] || ' '
        || number::varchar,
    ['apparel', 'beauty', 'furniture', 'toys'][1 + number % 4],
    'US',
    ['CA', 'NY', 'TX'][1 + number % 3],
    null,
    null,
    1
from range(200000) as numbers(number);

insert into applications
select
    'A' || lpad(number::varchar, 9, '0'),
    'M' || lpad((hash(number) % 200000)::varchar, 7, '0'),
    timestamp '2023-01-01' + to_days((number * 1095 // 1000000)::integer),
    100000 + hash(number, 1) % 9000000,
    null,
    1
from range(1000000) as numbers(number);

insert into scores
select
    application_id,
    $model_id,
    -3.0,
    -2.8,
    (1 + hash(application_id) % 400) / 1000.0,
    ['A', 'B', 'C', 'D', 'E'][1 + (hash(application_id) % 5)::integer]
from applications;

create table features as
select
    application_id,
    merchant_id,
    applied_at,
    order_amount_cents * 20 as sales_365d_cents,
    400 as tenure_days,
    0.02 as refund_rate_365d
from applications;

insert into offers
select
    application_id,
    model_id,
    '1',
    case when pd > 0.2 then 'decline' when pd > 0.15 then 'refer' else 'approve' end,
    null,
    5000000,
    case when pd > 0.15 then 0 else 500000 end,
    null,
    null,
    0,
    0,
    0,
    '[{"code": "R01", "statement": "Sales are low"}]',
    '[]'
from scores;
