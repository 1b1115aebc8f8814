-- What staging reads texts with: a stated text, a time, and money in cents; null where it is none.
create or replace temp macro stated(value) as nullif(trim(value), '');

create or replace temp macro time_of(value, format) as
    case when format is null then try_cast(value as timestamp) else try_strptime(value, format) end;

create or replace temp macro cents_of(value, unit) as
    case
        when regexp_full_match(trim(value), '[+-]?\d+(\.\d*)?([eE][+-]?\d+)?')
            then try_cast(round(try_cast(trim(value) as decimal(38, 6)) * unit) as bigint)
    end;

create or replace temp macro given(reasons) as
    list_filter(reasons, lambda reason: reason is not null);
