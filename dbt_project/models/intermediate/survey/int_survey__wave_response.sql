-- What stands of a respondent in a wave at the end of a period: the later of two responses.
with windows as (
    select * from {{ ref('dim_window') }}
    where scope = 'cumulative'
),

ordered as (
    select
        windows.programme_code,
        windows.period_no,
        responses.instrument_code,
        responses.respondent_key,
        responses.wave_no,
        responses.response_id,
        responses.responded_on,
        min(responses.wave_no) over (
            partition by windows.programme_code, windows.period_no, responses.instrument_code
        ) as first_wave_no,
        max(responses.wave_no) over (
            partition by windows.programme_code, windows.period_no, responses.instrument_code
        ) as last_wave_no,
        row_number() over (
            partition by
                windows.programme_code, windows.period_no, responses.instrument_code,
                responses.respondent_key, responses.wave_no
            order by
                responses.responded_at desc nulls last, responses.effective_no desc nulls last,
                responses.sheet_name desc nulls last, responses.row_no desc nulls last
        ) as latest_order
    from windows
    inner join {{ ref('fct_response') }} as responses
        on
            windows.programme_code = responses.programme_code
            and responses.responded_on between windows.start_on and windows.responses_until
    where responses.wave_no is not null
)

select
    programme_code,
    period_no,
    instrument_code,
    respondent_key,
    wave_no,
    first_wave_no,
    last_wave_no,
    response_id,
    responded_on
from ordered
where latest_order = 1 and respondent_key is not null
