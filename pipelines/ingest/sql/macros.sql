-- What staging reads texts with: a stated text, a time, and money in cents; null where it is none.
create or replace temp macro stated(value) as nullif(trim(value), '');

-- A time between 1900 and 2199, in UTC where the text names its offset.
create or replace temp macro parsed_time(value, format) as
    case
        when format is not null then try_strptime(value, format)
        when regexp_matches(value, '\d:\d\d.*(Z|[+-]\d\d(:?\d\d)?)$')
            then timezone('UTC', try_cast(value as timestamptz))
        else try_cast(value as timestamp)
    end;

create or replace temp macro time_of(value, format) as
    case
        when parsed_time(value, format) >= timestamp '1900-01-01'
            and parsed_time(value, format) < timestamp '2200-01-01'
            then parsed_time(value, format)
    end;

create or replace temp macro is_future(moment) as
    cast(moment as date) > cast(timezone('UTC', current_timestamp) as date);

-- Up to ten million million units: more is no amount that a merchant ever moved.
create or replace temp macro cents_of(value, unit) as
    case
        when
            regexp_full_match(trim(value), '[+-]?\d+(\.\d*)?([eE][+-]?\d+)?')
            and abs(try_cast(trim(value) as decimal(38, 6))) < 10000000000000
            then try_cast(round(try_cast(trim(value) as decimal(38, 6)) * unit) as bigint)
    end;

create or replace temp macro given(reasons) as
    list_filter(reasons, lambda reason: reason is not null);
