-- What each unit should deliver of each dataset in each period, and whether a row stands or somebody declared none.
with slots as (
    select
        windows.programme_code,
        windows.period_no,
        windows.start_on,
        windows.end_on,
        windows.responses_until,
        units.unit_code,
        expected.dataset
    from {{ ref('dim_window') }} as windows
    inner join {{ ref('dim_unit') }} as units
        on windows.programme_code = units.programme_code and units.is_configured
    inner join {{ source('reference', 'expected_dataset') }} as expected
        on windows.programme_code = expected.programme_code
    where windows.scope = 'period'
),

-- Persons fill the slots from their first day on, sessions and responses those of their day.
rows_of_units as (
    select distinct
        programme_code,
        'attendance' as dataset,
        unit_code,
        session_on as from_on,
        session_on as until_on
    from {{ ref('fct_session') }}
    union all
    select distinct
        programme_code,
        'survey' as dataset,
        unit_code,
        responded_on as from_on,
        responded_on as until_on
    from {{ ref('fct_response') }}
    union all
    select
        programme_code,
        'esr_participants' as dataset,
        unit_code,
        min(entry_on) as from_on,
        cast('9999-12-31' as date) as until_on
    from {{ ref('int_esr_participants__standing_record') }}
    group by programme_code, unit_code
    union all
    select
        programme_code,
        'contacts' as dataset,
        unit_code,
        min(contacted_on) as from_on,
        cast('9999-12-31' as date) as until_on
    from {{ ref('int_contacts__standing_contact') }}
    group by programme_code, unit_code
),

delivered as (
    select distinct
        slots.programme_code,
        slots.period_no,
        slots.unit_code,
        slots.dataset
    from slots
    inner join rows_of_units
        on
            slots.programme_code = rows_of_units.programme_code
            and slots.dataset = rows_of_units.dataset
            and (rows_of_units.unit_code is null or slots.unit_code = rows_of_units.unit_code)
            and slots.start_on <= rows_of_units.until_on
            and rows_of_units.from_on
            <= case when slots.dataset = 'survey' then slots.responses_until else slots.end_on end
),

declared as (
    select distinct
        slots.programme_code,
        slots.period_no,
        slots.unit_code,
        slots.dataset
    from slots
    inner join {{ source('reference', 'declaration') }} as declarations
        on
            slots.programme_code = declarations.programme_code
            and (declarations.unit_code is null or slots.unit_code = declarations.unit_code)
            and (declarations.dataset is null or slots.dataset = declarations.dataset)
            and (declarations.period_no is null or slots.period_no = declarations.period_no)
)

select
    slots.programme_code,
    slots.period_no,
    slots.unit_code,
    slots.dataset,
    delivered.unit_code is not null as is_delivered,
    declared.unit_code is not null as is_declared_empty
from slots
left join delivered
    on
        slots.programme_code = delivered.programme_code
        and slots.period_no = delivered.period_no
        and slots.unit_code = delivered.unit_code
        and slots.dataset = delivered.dataset
left join declared
    on
        slots.programme_code = declared.programme_code
        and slots.period_no = declared.period_no
        and slots.unit_code = declared.unit_code
        and slots.dataset = declared.dataset
