-- Where a response went: it stands, or why it does not.
select
    responses.programme_code,
    'survey' as dataset,
    responses.delivery_id,
    responses.sheet_name,
    responses.row_no,
    responses.column_letters,
    responses.instrument_code,
    responses.unit_code,
    cast(null as {{ dbt.type_string() }}) as activity_code,
    cast(null as {{ dbt.type_string() }}) as role_code,
    responses.responded_on as day_on,
    cast(null as date) as exit_on,
    case
        when replaced.delivery_id is not null then 'replaced'
        when responses.answered_item_count = 0 then 'nothing_answered'
        else 'stands'
    end as state,
    replaced.replaced_by_id
from {{ ref('stg_survey__response') }} as responses
left join
    {{ replaced_by("responses", "survey", ["instrument_code", "unit_code"], day="responded_on") }}
