-- Every response at every place and in every window it counts in, for `trace`: figures sum it by stretches of days.
with coded as (
    {%- for place, code in survey_places().items() %}
    select
        *,
        '{{ place }}' as place,
        {{ code }} as code
    from {{ ref('int_survey__counted_response') }}
    where {{ code }} is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    places.programme_code,
    places.period_no,
    places.scope,
    places.instrument_code,
    places.instrument_type,
    places.place,
    places.breakdown,
    responses.response_id,
    responses.respondent_key,
    responses.person_key,
    responses.index_value,
    responses.delivery_id,
    responses.sheet_name,
    responses.row_no
from {{ ref('int_survey__place') }} as places
inner join coded
    on
        places.instrument_code = coded.instrument_code
        and places.place = coded.place
        and places.code = coded.code
        and {{ in_window("places", "coded", "stretch_no") }}
inner join {{ ref('fct_response') }} as responses
    on coded.response_id = responses.response_id
