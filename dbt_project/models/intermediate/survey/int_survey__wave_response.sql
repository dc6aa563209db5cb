-- What stands of a respondent in a wave at the end of a period: the later of two responses.
with responses as (
    select * from {{ ref('int_survey__counted_response') }}
    where wave_no is not null
),

-- The first and the last wave of an instrument so far.
waves as (
    select
        windows.programme_code,
        windows.period_no,
        responses.instrument_code,
        min(responses.wave_no) as first_wave_no,
        max(responses.wave_no) as last_wave_no
    from {{ ref('dim_window') }} as windows
    inner join responses
        on
            {{ in_window("windows", "responses", "stretch_no") }}
    where windows.scope = 'cumulative'
    group by windows.programme_code, windows.period_no, responses.instrument_code
),

latest as (
    select
        waves.programme_code,
        waves.period_no,
        waves.instrument_code,
        waves.first_wave_no,
        waves.last_wave_no,
        responses.respondent_no,
        responses.wave_no,
        max(responses.response_no) as response_no
    from waves
    inner join responses
        on
            waves.programme_code = responses.programme_code
            and waves.instrument_code = responses.instrument_code
            and responses.stretch_no <= waves.period_no
    where responses.respondent_no is not null
    group by
        waves.programme_code,
        waves.period_no,
        waves.instrument_code,
        waves.first_wave_no,
        waves.last_wave_no,
        responses.respondent_no,
        responses.wave_no
)

select * from latest
