-- The first and the last reading of a client as they stood at the end of a period, at least 30 days apart.
with windows as (
    select * from {{ ref('dim_window') }} where scope = 'cumulative'
),

readings as (
    select responses.*
    from {{ ref('fct_response') }} as responses
    inner join {{ source('reference', 'instrument') }} as instruments
        on
            responses.programme_code = instruments.programme_code
            and responses.instrument_code = instruments.instrument_code
    where
        instruments.instrument_type = 'star'
        and responses.respondent_key is not null
),

ordered as (
    select
        windows.programme_code,
        windows.period_no,
        readings.instrument_code,
        readings.respondent_key,
        readings.response_id,
        readings.responded_on,
        row_number() over (
            partition by
                windows.programme_code, windows.period_no, readings.instrument_code, readings.respondent_key
            order by
                readings.responded_at nulls last, readings.effective_no nulls last,
                readings.sheet_name nulls last, readings.row_no nulls last
        ) as from_first,
        row_number() over (
            partition by
                windows.programme_code, windows.period_no, readings.instrument_code, readings.respondent_key
            order by
                readings.responded_at desc nulls last, readings.effective_no desc nulls last,
                readings.sheet_name desc nulls last, readings.row_no desc nulls last
        ) as from_last
    from windows
    inner join readings
        on
            windows.programme_code = readings.programme_code
            and readings.responded_on between windows.start_on and windows.responses_until
),

pairs as (
    select
        firsts.programme_code,
        firsts.period_no,
        firsts.instrument_code,
        firsts.respondent_key,
        firsts.response_id as first_response_id,
        lasts.response_id as last_response_id,
        lasts.responded_on as completed_on
    from ordered as firsts
    inner join ordered as lasts
        on
            firsts.programme_code = lasts.programme_code
            and firsts.period_no = lasts.period_no
            and firsts.instrument_code = lasts.instrument_code
            and firsts.respondent_key = lasts.respondent_key
            and {{ later("firsts.responded_on", 30, "day") }} <= lasts.responded_on
    where firsts.from_first = 1 and lasts.from_last = 1
)

select
    pairs.programme_code,
    pairs.period_no,
    windows.scope,
    pairs.instrument_code,
    pairs.respondent_key,
    pairs.first_response_id,
    pairs.last_response_id
from pairs
inner join {{ ref('dim_window') }} as windows
    on
        pairs.programme_code = windows.programme_code
        and pairs.period_no = windows.period_no
        and pairs.completed_on between windows.start_on and windows.responses_until
