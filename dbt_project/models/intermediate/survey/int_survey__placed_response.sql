-- Every response at every place it counts in.
with responses as (
    select * from {{ ref('fct_response') }}
),

coded as (
    select
        *,
        'total' as place,
        '' as code
    from responses
    union all
    select
        *,
        'unit' as place,
        unit_code as code
    from responses
    where unit_code is not null
    union all
    select
        *,
        'wave' as place,
        wave as code
    from responses
    where wave is not null
    union all
    select
        *,
        'group' as place,
        group_code as code
    from responses
    where group_code is not null
)

select
    places.programme_code,
    places.period_no,
    places.scope,
    places.instrument_code,
    places.instrument_type,
    places.place,
    places.code,
    places.breakdown,
    coded.response_id,
    coded.respondent_key,
    coded.person_key,
    coded.unit_code,
    coded.wave,
    coded.group_code,
    coded.index_value
from {{ ref('int_survey__place') }} as places
inner join coded
    on
        places.programme_code = coded.programme_code
        and places.instrument_code = coded.instrument_code
        and places.place = coded.place
        and places.code = coded.code
        and coded.responded_on between places.start_on and places.responses_until
