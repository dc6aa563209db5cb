-- The first wave and the last one of the same respondent, and the periods at whose end both stood as such.
with standing as (
    select
        *,
        max(wave_no) over (partition by programme_code, period_no, instrument_code, respondent_no) as own_last_wave_no
    from {{ ref('int_survey__wave_response') }}
),

pairs as (
    select
        firsts.programme_code,
        firsts.instrument_code,
        firsts.response_no as first_response_no,
        lasts.response_no as last_response_no,
        min(firsts.period_no) as from_period_no,
        max(firsts.period_no) as until_period_no
    from standing as firsts
    inner join standing as lasts
        on
            firsts.programme_code = lasts.programme_code
            and firsts.period_no = lasts.period_no
            and firsts.instrument_code = lasts.instrument_code
            and firsts.respondent_no = lasts.respondent_no
    where
        firsts.wave_no = firsts.first_wave_no
        and lasts.wave_no = lasts.own_last_wave_no
        and lasts.wave_no > lasts.first_wave_no
    group by firsts.programme_code, firsts.instrument_code, firsts.response_no, lasts.response_no
)

{{ completed_pairs("pairs") }}
