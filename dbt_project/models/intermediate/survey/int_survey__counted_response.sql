-- Every response that counts in a window, with numbers for its long texts: they are unique within a programme.
with respondents as (
    select
        programme_code,
        respondent_key,
        row_number() over (partition by programme_code order by respondent_key nulls last) as respondent_no
    from {{ ref('fct_response') }}
    where respondent_key is not null
    group by programme_code, respondent_key
)

select
    responses.programme_code,
    responses.instrument_code,
    responses.response_id,
    -- In the order of time; of one moment, the row of the later delivery and place is the later one.
    cast(
        row_number() over (
            partition by responses.programme_code
            order by
                responses.responded_at nulls last, responses.effective_no nulls last,
                responses.sheet_name nulls first, responses.row_no nulls last
        ) as integer
    ) as response_no,
    cast(respondents.respondent_no as integer) as respondent_no,
    stretches.stretch_no,
    responses.responded_on,
    responses.unit_code,
    responses.wave,
    responses.wave_no,
    responses.group_code,
    responses.index_value
from {{ ref('fct_response') }} as responses
inner join {{ ref('int_windows__stretch') }} as stretches
    on
        responses.programme_code = stretches.programme_code
        and responses.responded_on between stretches.start_on and stretches.responses_until
left join respondents
    on
        responses.programme_code = respondents.programme_code
        and responses.respondent_key = respondents.respondent_key
