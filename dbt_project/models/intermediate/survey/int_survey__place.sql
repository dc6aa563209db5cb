-- Where a number of an instrument is given: the total, every unit where a file had units, every wave and respondent
-- group that occurs in the window.
with instruments as (
    select
        instruments.programme_code,
        instruments.instrument_code,
        instruments.instrument_type,
        instruments.index_min_items is not null as has_index,
        count(responses.unit_code) > 0 as has_units,
        count(responses.respondent_key) > 0 as has_respondents,
        count(responses.wave_no) > 0 as has_waves
    from {{ source('reference', 'instrument') }} as instruments
    left join {{ ref('fct_response') }} as responses
        on
            instruments.programme_code = responses.programme_code
            and instruments.instrument_code = responses.instrument_code
    group by
        instruments.programme_code,
        instruments.instrument_code,
        instruments.instrument_type,
        instruments.index_min_items
),

windows as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        windows.start_on,
        windows.responses_until,
        instruments.instrument_code,
        instruments.instrument_type,
        instruments.has_index,
        instruments.has_units,
        instruments.has_respondents,
        instruments.has_waves
    from {{ ref('dim_window') }} as windows
    inner join instruments
        on windows.programme_code = instruments.programme_code
),

responses as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        windows.instrument_code,
        responses.wave,
        responses.group_code
    from windows
    inner join {{ ref('fct_response') }} as responses
        on
            windows.programme_code = responses.programme_code
            and windows.instrument_code = responses.instrument_code
            and responses.responded_on between windows.start_on and windows.responses_until
),

programmes_with_groups as (
    select programme_code from {{ ref('dim_programme') }}
    where has_groups
),

places as (
    select
        programme_code,
        period_no,
        scope,
        instrument_code,
        'total' as place,
        '' as code,
        {{ breakdown() }} as breakdown
    from windows
    union all
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        windows.instrument_code,
        'unit' as place,
        units.unit_code as code,
        {{ breakdown([["unit", "units.unit_code"]]) }} as breakdown
    from windows
    inner join {{ ref('dim_unit') }} as units
        on windows.programme_code = units.programme_code
    where windows.has_units
    union all
    select distinct
        programme_code,
        period_no,
        scope,
        instrument_code,
        'wave' as place,
        wave as code,
        {{ breakdown([["wave", "wave"]]) }} as breakdown
    from responses
    where wave is not null
    union all
    select distinct
        responses.programme_code,
        responses.period_no,
        responses.scope,
        responses.instrument_code,
        'group' as place,
        responses.group_code as code,
        {{ breakdown([["group", "responses.group_code"]]) }} as breakdown
    from responses
    inner join programmes_with_groups
        on responses.programme_code = programmes_with_groups.programme_code
    where responses.group_code is not null
)

select
    windows.programme_code,
    windows.period_no,
    windows.scope,
    windows.start_on,
    windows.responses_until,
    windows.instrument_code,
    windows.instrument_type,
    windows.has_index,
    windows.has_respondents,
    windows.has_waves,
    places.place,
    places.code,
    places.breakdown
from windows
inner join places
    on
        windows.programme_code = places.programme_code
        and windows.period_no = places.period_no
        and windows.scope = places.scope
        and windows.instrument_code = places.instrument_code
