-- Where a number of an instrument is given: the total, every unit where a file had units, every wave and respondent
-- group that occurs in the window.
with windows as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        instruments.instrument_code,
        instruments.instrument_type,
        instruments.has_index,
        instruments.has_units,
        instruments.has_respondents,
        instruments.has_waves
    from {{ ref('dim_window') }} as windows
    inner join {{ ref('int_survey__instrument') }} as instruments
        on windows.programme_code = instruments.programme_code
),

said as (
    select distinct
        programme_code,
        instrument_code,
        stretch_no,
        wave,
        group_code
    from {{ ref('int_survey__counted_response') }}
)

select
    *,
    'total' as place,
    '' as code,
    {{ breakdown() }} as breakdown
from windows
union all
select
    windows.*,
    'unit' as place,
    units.unit_code as code,
    {{ breakdown([["unit", "units.unit_code"]]) }} as breakdown
from windows
inner join {{ ref('dim_unit') }} as units
    on windows.programme_code = units.programme_code
where windows.has_units
union all
select distinct
    windows.*,
    'wave' as place,
    said.wave as code,
    {{ breakdown([["wave", "said.wave"]]) }} as breakdown
from windows
inner join said
    on
        windows.instrument_code = said.instrument_code
        and {{ in_window("windows", "said", "stretch_no") }}
where said.wave is not null
union all
select distinct
    windows.*,
    'group' as place,
    said.group_code as code,
    {{ breakdown([["group", "said.group_code"]]) }} as breakdown
from windows
inner join {{ ref('dim_programme') }} as programmes
    on windows.programme_code = programmes.programme_code and programmes.has_groups
inner join said
    on
        windows.instrument_code = said.instrument_code
        and {{ in_window("windows", "said", "stretch_no") }}
where said.group_code is not null
