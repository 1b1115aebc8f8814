-- Builds the touched days of market_days anew; see market_days.sql for what stands in a row.
begin;
delete from market_days
where day in (select date_diff('day', date '1970-01-01', known_on) from touched);
insert into market_days
select
    d.day,
    cast(sum(d.sale_cents) as bigint),
    cast(sum(d.sale_count) as bigint),
    cast(sum(d.refund_cents) as bigint)
from merchant_days as d
where d.sale_count + d.refund_count + d.chargeback_count + d.void_count > 0
    and d.day in (select date_diff('day', date '1970-01-01', known_on) from touched)
group by d.day;
commit
