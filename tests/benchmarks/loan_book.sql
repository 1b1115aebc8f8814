-- The large book from its drawn numbers: tables drawn_merchants, drawn_applications, drawn_loans and
-- drawn_events, whose days count from the day the first loan is funded.
insert into book values ('A large book of loans', 'USD', $as_of, true, 'Generated for a benchmark');

insert into merchants
select
    'M' || lpad(cast(number as varchar), 7, '0'),
    ['Blue', 'Green', 'North', 'Old', 'Quick', 'River', 'Silver', 'Stone'][1 + number % 8] || ' '
    || ['Market', 'Supply', 'Trading', 'Outfitters', 'Goods'][1 + number // 8 % 5] || ' '
    || cast(number as varchar),
    ['apparel', 'beauty', 'electronics', 'furniture', 'grocery', 'shoes', 'sports', 'toys'][1 + industry],
    'US',
    ['CA', 'FL', 'GA', 'IL', 'MI', 'NJ', 'NY', 'OH', 'PA', 'TX', 'VA', 'WA'][1 + region],
    $first_day - 900,
    $first_day - 400,
    1
from drawn_merchants;

insert into applications
select
    'A' || lpad(cast(number as varchar), 9, '0'),
    'M' || lpad(cast(merchant as varchar), 7, '0'),
    cast($first_day + cast(day as integer) as timestamp) + to_hours(8 + number % 12),
    order_cents,
    'S' || lpad(cast(supplier as varchar), 3, '0'),
    1
from drawn_applications;

insert into scores
select
    'A' || lpad(cast(number as varchar), 9, '0'),
    'benchmark',
    ln(pd / (1 - pd)),
    -2.3,
    pd,
    case
        when pd <= 0.027 then 'A' when pd <= 0.048 then 'B' when pd <= 0.078 then 'C'
        when pd <= 0.140 then 'D' else 'E'
    end
from drawn_applications;

insert into offers
select
    'A' || lpad(cast(number as varchar), 9, '0'),
    'benchmark',
    '2',
    case when is_funded then 'approve' when pd <= 0.125 then 'refer' else 'decline' end,
    order_cents,
    case when is_funded then order_cents + order_cents // 2 else 0 end,
    case when is_funded then order_cents else 0 end,
    case when is_funded then ['low', 'mid', 'high'][1 + tier] end,
    case when is_funded then [11.9, 20.4, 29.0][1 + tier] end,
    case when is_funded then order_cents * [350, 600, 850][1 + tier] // 10000 else 0 end,
    case when is_funded then cast(pd * 0.88 * 0.65 * order_cents as bigint) else 0 end,
    case when is_funded then cast((0.06 - pd * 0.6) * order_cents as bigint) else 0 end,
    '[]',
    '[]'
from drawn_applications;

insert into loans
select
    'L' || lpad(cast(number as varchar), 8, '0'),
    'A' || lpad(cast(application as varchar), 9, '0'),
    'M' || lpad(cast(merchant as varchar), 7, '0'),
    cast($first_day + cast(day as integer) as timestamp) + to_hours(20),
    principal_cents,
    [
        [0.0125, 0.0125, 0.0025, 0.0025, 0.0025, 0.0025],
        [0.02, 0.02, 0.005, 0.005, 0.005, 0.005],
        [0.0275, 0.0275, 0.0075, 0.0075, 0.0075, 0.0075]
    ][1 + tier],
    1
from drawn_loans;

insert into loan_events
select
    'L' || lpad(cast(loan as varchar), 8, '0'),
    ['p', 'f', 'c', 'r'][1 + kind] || cast(part as varchar),
    cast($first_day + cast(day as integer) as timestamp) + to_hours(9),
    cast($first_day + cast(known_day as integer) as timestamp) + to_hours(9),
    ['payment', 'refund', 'charge_off', 'recovery'][1 + kind],
    cents,
    1
from drawn_events
order by loan, day, kind
