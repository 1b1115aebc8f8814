-- One row per dimension and segment of the loans, and one for the book: what their loan-months after
-- $after brought in and cost. Every amount is rounded at the loan-month, so that the segments of a
-- dimension add up to the book to the cent. The sums of squares are over merchants, for the standard
-- error of the return. $loans and $losses give the expected loss of each open loan.
with expected as (
    select unnest($loans) as loan_id, unnest($losses) as expected_loss_cents
),

flows as (
    select
        loan_id,
        sum(originated_cents) as originated_cents,
        sum(fee_paid_cents) as fees_cents,
        sum(cast(round((opening_cents + balance_cents) * $funding_rate / 24) as bigint))
            as funding_cents,
        sum(cast(round(originated_cents * $servicing_share) as bigint)) as servicing_cents,
        sum(charged_off_cents - recovered_cents) as net_charge_off_cents,
        sum((opening_cents + balance_cents) / 2) as balance_months_cents
    from loan_months
    where month_end > $after
    group by loan_id
),

numbered as (
    select
        *,
        row_number() over (partition by merchant_id order by funded_at, loan_id) as number
    from loans
),

lives as (
    select
        numbered.merchant_id,
        flows.*,
        coalesce(expected.expected_loss_cents, 0) as expected_loss_cents,
        flows.fees_cents - flows.funding_cents - flows.servicing_cents
        - flows.net_charge_off_cents - coalesce(expected.expected_loss_cents, 0) as profit_cents,
        [
            {'dimension': 'book', 'segment': 'book'},
            {'dimension': 'grade', 'segment': coalesce(scores.grade, 'not scored')},
            {
                'dimension': 'tier',
                'segment': cast(round(list_sum(numbered.monthly_rates), 6) as varchar)
            },
            {'dimension': 'industry', 'segment': coalesce(merchants.industry, 'not stated')},
            {'dimension': 'region', 'segment': coalesce(merchants.region, 'not stated')},
            {
                'dimension': 'vintage',
                'segment': cast(cast(date_trunc('quarter', numbered.funded_at) as date) as varchar)
            },
            {
                'dimension': 'loan number',
                'segment': case when numbered.number < 3 then cast(numbered.number as varchar)
                    else '3 or later' end
            }
        ] as places
    from flows
    inner join numbered using (loan_id)
    left join expected using (loan_id)
    left join merchants on numbered.merchant_id = merchants.merchant_id
    left join scores on numbered.application_id = scores.application_id
),

placed as (
    select unnest(places) as place, * exclude (places) from lives
),

by_merchant as (
    select
        place.dimension as dimension,
        place.segment as segment,
        merchant_id,
        count(*) as loans,
        sum(originated_cents) as originated_cents,
        sum(fees_cents) as fees_cents,
        sum(funding_cents) as funding_cents,
        sum(servicing_cents) as servicing_cents,
        sum(net_charge_off_cents) as net_charge_off_cents,
        sum(expected_loss_cents) as expected_loss_cents,
        cast(sum(profit_cents) as double) as profit,
        cast(sum(balance_months_cents) as double) as balance_months
    from placed
    group by all
)

select
    dimension,
    segment,
    cast(sum(loans) as bigint) as loans,
    count(*) as merchants,
    cast(sum(originated_cents) as bigint) as originated_cents,
    cast(sum(fees_cents) as bigint) as fees_cents,
    cast(sum(funding_cents) as bigint) as funding_cents,
    cast(sum(servicing_cents) as bigint) as servicing_cents,
    cast(sum(net_charge_off_cents) as bigint) as net_charge_off_cents,
    cast(sum(expected_loss_cents) as bigint) as expected_loss_cents,
    sum(balance_months) as balance_months_cents,
    sum(profit * profit) as profit_squares,
    sum(profit * balance_months) as profit_balances,
    sum(balance_months * balance_months) as balance_squares
from by_merchant
group by dimension, segment
order by dimension, segment
