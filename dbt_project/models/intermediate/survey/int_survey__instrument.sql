-- What is known of an instrument's responses, whenever they came: numbers that hang on it are given only where it is.
select
    instruments.programme_code,
    instruments.instrument_code,
    instruments.instrument_type,
    instruments.index_min_items is not null as has_index,
    count(responses.unit_code) > 0 as has_units,
    count(responses.respondent_key) > 0 as has_respondents,
    count(responses.wave_no) > 0 as has_waves
from {{ source('reference', 'instrument') }} as instruments
left join {{ ref('fct_response') }} as responses
    on
        instruments.programme_code = responses.programme_code
        and instruments.instrument_code = responses.instrument_code
group by
    instruments.programme_code,
    instruments.instrument_code,
    instruments.instrument_type,
    instruments.index_min_items
