-- What staging reads values with: a stated text, a time, and money in cents; null where it is none.
-- A time and an amount may come as text or typed, by the type of the file's column.

-- Most texts are ASCII without a space at either end, and trimming those would only copy them.
create or replace temp macro stated(value) as
    case
        when value >= '!' and strlen(value) = length(value) and not ends_with(value, ' ')
            then value
        else nullif(trim(value), '')
    end;

-- A time in UTC where the text names its offset.
create or replace temp macro parsed_time(value, format) as
    case
        when format is not null then try_strptime(value, format)
        when regexp_matches(value, '\d:\d\d.*(Z|[+-]\d\d(:?\d\d)?)$')
            then timezone('UTC', try_cast(value as timestamptz))
        else try_cast(value as timestamp)
    end;

-- A time between 1900 and 2199.
create or replace temp macro plausible_time(moment) as
    case
        when moment >= timestamp '1900-01-01' and moment < timestamp '2200-01-01' then moment
    end;

create or replace temp macro time_of
    (value varchar, format) as plausible_time(parsed_time(value, format)),
    (value timestamp, format) as plausible_time(value),
    (value date, format) as plausible_time(try_cast(value as timestamp));

create or replace temp macro is_future(moment) as
    cast(moment as date) > cast(timezone('UTC', current_timestamp) as date);

-- Up to ten million million units: more is no amount that a merchant ever moved.
create or replace temp macro cents_of
    (value varchar, unit) as
        case
            when
                regexp_full_match(trim(value), '[+-]?\d+(\.\d*)?([eE][+-]?\d+)?')
                and abs(try_cast(trim(value) as decimal(38, 6))) < 10000000000000
                then try_cast(round(try_cast(trim(value) as decimal(38, 6)) * unit) as bigint)
        end,
    (value decimal(18, 2), unit) as
        case
            when abs(value) < 10000000000000 then try_cast(round(value * unit) as bigint)
        end;

create or replace temp macro given(reasons) as
    list_filter(reasons, lambda reason: reason is not null);
