-- The first and the last reading of a client, at least 30 days apart, and the periods at whose end they were.
with readings as (
    select responses.*
    from {{ ref('int_survey__counted_response') }} as responses
    inner join {{ source('reference', 'instrument') }} as instruments
        on
            responses.programme_code = instruments.programme_code
            and responses.instrument_code = instruments.instrument_code
    where
        instruments.instrument_type = 'star'
        and responses.respondent_no is not null
),

first_and_last as (
    select
        windows.programme_code,
        windows.period_no,
        readings.instrument_code,
        readings.respondent_no,
        min(readings.response_no) as first_response_no,
        max(readings.response_no) as last_response_no
    from {{ ref('dim_window') }} as windows
    inner join readings
        on
            {{ in_window("windows", "readings", "stretch_no") }}
    where windows.scope = 'cumulative'
    group by windows.programme_code, windows.period_no, readings.instrument_code, readings.respondent_no
),

pairs as (
    select
        programme_code,
        instrument_code,
        first_response_no,
        last_response_no,
        min(period_no) as from_period_no,
        max(period_no) as until_period_no
    from first_and_last
    group by programme_code, instrument_code, first_response_no, last_response_no
),

completed as (
    {{ completed_pairs("pairs") }}
)

select * from completed
where {{ later("first_responded_on", 30, "day") }} <= last_responded_on
