-- The first wave and the last one of the same respondent, as they stood at the end of a period.
with wave_responses as (
    select
        *,
        row_number() over (
            partition by programme_code, period_no, instrument_code, respondent_key
            order by wave_no desc nulls last
        ) as wave_order
    from {{ ref('int_survey__wave_response') }}
),

firsts as (
    select * from wave_responses
    where wave_no = first_wave_no
),

lasts as (
    select * from wave_responses
    where wave_order = 1 and wave_no > first_wave_no
),

pairs as (
    select
        firsts.programme_code,
        firsts.period_no,
        firsts.instrument_code,
        firsts.respondent_key,
        firsts.response_id as first_response_id,
        lasts.response_id as last_response_id,
        case when lasts.responded_on > firsts.responded_on then lasts.responded_on else firsts.responded_on end
            as completed_on
    from firsts
    inner join lasts
        on
            firsts.programme_code = lasts.programme_code
            and firsts.period_no = lasts.period_no
            and firsts.instrument_code = lasts.instrument_code
            and firsts.respondent_key = lasts.respondent_key
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
