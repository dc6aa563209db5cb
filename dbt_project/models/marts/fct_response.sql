with responses as (
    select
        *,
        {{ row_id() }} as response_id
    from {{ ref('int_survey__standing_response') }}
    where answered_item_count > 0
),

-- "loppu" is the last wave that the instrument's rows number, and at least the second.
last_waves as (
    select
        programme_code,
        instrument_code,
        greatest(2, max(coalesce({{ as_type_or_null('wave', 'integer') }}, 2))) as last_wave_no
    from responses
    group by programme_code, instrument_code
),

scores as (
    select * from {{ ref('int_survey__response_index') }}
)

select
    responses.programme_code,
    responses.instrument_code,
    responses.response_id,
    responses.respondent_key,
    coalesce(responses.respondent_key, responses.response_id) as person_key,
    responses.unit_code,
    responses.group_code,
    case
        when responses.wave = 'last' then cast(last_waves.last_wave_no as {{ dbt.type_string() }})
        else responses.wave
    end as wave,
    cast(
        case
            when responses.wave = 'last' then last_waves.last_wave_no
            else {{ as_type_or_null('responses.wave', 'integer') }}
        end as integer
    ) as wave_no,
    responses.responded_at,
    responses.responded_on,
    scores.index_value,
    responses.effective_no,
    responses.delivery_id,
    responses.sheet_name,
    responses.row_no
from responses
inner join last_waves
    on
        responses.programme_code = last_waves.programme_code
        and responses.instrument_code = last_waves.instrument_code
left join scores
    on responses.response_id = scores.response_id
