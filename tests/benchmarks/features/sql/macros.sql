-- Numbers that depend on their arguments alone, whatever the threads and the order of rows.
create or replace temp macro uniform(seed, a, b) as hash(seed, a, b) / 18446744073709551616.0;
create or replace temp macro normal(seed, a, b) as
    sqrt(-2 * ln(uniform(seed, a, b) + 1e-12)) * cos(6.283185307179586 * uniform(seed, b, a));
create or replace temp macro bits(number, shift, width) as
    cast((number >> shift) & ((cast(1 as ubigint) << width) - 1) as double)
    / cast(cast(1 as ubigint) << width as double);
create or replace temp macro near_normal(number) as
    1.7320508075688772 * (
        bits(number, 0, 16) + bits(number, 16, 16)
        + bits(number, 32, 16) + bits(number, 48, 16) - 2
    );
create or replace temp macro merchant_name(m) as
    concat('m', lpad(cast(cast(m as bigint) as varchar), 6, '0'));
create or replace temp macro at_second(second) as
    make_timestamp(1672531200000000 + cast(second as bigint) * 1000000);
