with windows as (
    select * from {{ ref('dim_window') }}
),

-- A number given once belongs to the period of the wave's first response.
first_responses as (
    select
        programme_code,
        instrument_code,
        min(responded_on) as responded_on
    from {{ ref('fct_response') }}
    group by programme_code, instrument_code
),

invited as (
    select
        invited.programme_code,
        invited.instrument_code,
        invited.invited,
        coalesce(invited.period_no, windows.period_no) as period_no
    from {{ source('reference', 'invited') }} as invited
    left join first_responses
        on
            invited.programme_code = first_responses.programme_code
            and invited.instrument_code = first_responses.instrument_code
    left join windows
        on
            invited.programme_code = windows.programme_code
            and windows.scope = 'period'
            and first_responses.responded_on between windows.start_on and windows.responses_until
            and invited.period_no is null
),

responses as (
    select * from {{ ref('fig_survey_responses') }} where breakdown = '{}'
),

instruments as (
    select distinct
        programme_code,
        instrument_code
    from invited
),

cells as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        instruments.instrument_code,
        coalesce(sum(invited.invited), 0) as invited,
        max(responses.value) as responses,
        {{ breakdown() }} as breakdown
    from windows
    inner join instruments
        on windows.programme_code = instruments.programme_code
    left join invited
        on
            instruments.instrument_code = invited.instrument_code
            and {{ in_window("windows", "invited", "period_no") }}
    left join responses
        on
            windows.programme_code = responses.programme_code
            and windows.period_no = responses.period_no
            and windows.scope = responses.scope
            and responses.figure_id = 'survey.' || instruments.instrument_code || '.responses'
    group by
        windows.programme_code,
        windows.period_no,
        windows.scope,
        instruments.instrument_code
),

figures as (
    {{ figure("cells", "'survey.' || instrument_code || '.invited'", "invited", n="invited") }}
    union all
    {{ figure(
        "cells", "'survey.' || instrument_code || '.response_rate'", quotient("responses", "invited"),
        numerator="responses", denominator="invited", n="invited",
    ) }}
)

select * from figures
