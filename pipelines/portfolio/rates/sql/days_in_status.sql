-- One row per group of merchants, status and next status (the same where it only counts days): days
-- that open loans spent in the status, and moves out of it, on days after $after up to the book's
-- as-of date. Days are days since 1970-01-01.
with dealt as (
    select
        merchant_id,
        row_number() over (order by merchant_id) % cast($groups as integer) as merchant_group
    from (select distinct merchant_id from loans) as lent_to
),

last_day_seen as (
    select cast(date_diff('day', date '1970-01-01', as_of) as integer) as day from book
),

thresholds (status, from_days, to_days) as (
    values ('current', -1, 1), ('1-29', 1, 30), ('30-59', 30, 60), ('60-89', 60, 90),
    ('90+', 90, 100000)
),

alive as (
    select loan_id
    from loan_days
    group by loan_id
    having max(day) > $after or max(standing) = 0
),

-- One row per loan and stretch of days between two rows of loan_days, the last up to the as-of date.
stretches as (
    select
        loan_days.loan_id,
        loan_days.merchant_id,
        loan_days.day as first_day,
        lead(loan_days.day) over own - 1 as day_before_next,
        loan_days.standing,
        case when loan_days.overdue_since = 0 then null else loan_days.overdue_since end as since,
        lag(loan_days.standing) over own as standing_before,
        lag(case when loan_days.overdue_since = 0 then null else loan_days.overdue_since end)
            over own as since_before
    from loan_days
    inner join alive on loan_days.loan_id = alive.loan_id
    cross join last_day_seen
    where loan_days.day <= last_day_seen.day
    window own as (partition by loan_days.loan_id order by loan_days.day)
),

open_stretches as (
    select
        stretches.loan_id,
        stretches.merchant_id,
        stretches.first_day,
        coalesce(stretches.day_before_next, last_day_seen.day) as last_day,
        stretches.since
    from stretches
    cross join last_day_seen
    where
        stretches.standing = 0
        and coalesce(stretches.day_before_next, last_day_seen.day) > $after
),

-- Days in each status: the days of the stretch on which days past due lie in its range.
spent as (
    select
        open_stretches.merchant_id,
        thresholds.status as from_status,
        thresholds.status as to_status,
        sum(
            case
                when open_stretches.since is null
                    then open_stretches.last_day - greatest(open_stretches.first_day, $after + 1) + 1
                else
                    least(open_stretches.last_day, open_stretches.since + thresholds.to_days - 1)
                    - greatest(
                        open_stretches.first_day, $after + 1,
                        open_stretches.since + thresholds.from_days
                    )
                    + 1
            end
        ) as days,
        0 as moves
    from open_stretches
    inner join thresholds
        on (open_stretches.since is null and thresholds.status = 'current')
        or (
            open_stretches.since + thresholds.from_days <= open_stretches.last_day
            and open_stretches.since + thresholds.to_days - 1
            >= greatest(open_stretches.first_day, $after + 1)
        )
    group by all
),

-- Moves by ageing within a stretch: the status of a day is the next worse one of the day before.
aged as (
    select
        open_stretches.merchant_id,
        before.status as from_status,
        thresholds.status as to_status,
        0 as days,
        count(*) as moves
    from open_stretches
    inner join thresholds
        on thresholds.from_days > 0
        and open_stretches.since + thresholds.from_days
        between greatest(open_stretches.first_day, $after) + 1 and open_stretches.last_day
    inner join thresholds as before on thresholds.from_days = before.to_days
    group by all
),

-- Moves on the first day of a stretch: the status of the day before it, and of that day.
stepped as (
    select
        stretches.merchant_id,
        before.status as from_status,
        case stretches.standing when 1 then 'paid' when 2 then 'charged off' else now.status end
            as to_status,
        0 as days,
        count(*) as moves
    from stretches
    inner join thresholds as before
        on coalesce(stretches.first_day - 1 - stretches.since_before, 0)
        between greatest(before.from_days, 0) and before.to_days - 1
    inner join thresholds as now
        on coalesce(stretches.first_day - stretches.since, 0)
        between greatest(now.from_days, 0) and now.to_days - 1
    where stretches.standing_before = 0 and stretches.first_day > $after
    group by all
)

select
    cast(dealt.merchant_group as integer) as merchant_group,
    found.from_status,
    found.to_status,
    cast(sum(found.days) as bigint) as days,
    cast(sum(found.moves) as bigint) as moves
from (
    select * from spent union all select * from aged union all select * from stepped
) as found
inner join dealt using (merchant_id)
group by all
order by all
