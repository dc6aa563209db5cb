-- Where a participant's record went: it stands, or why it does not.
select
    records.programme_code,
    'esr_participants' as dataset,
    records.delivery_id,
    records.sheet_name,
    records.row_no,
    records.column_letters,
    cast(null as {{ dbt.type_string() }}) as instrument_code,
    records.unit_code,
    cast(null as {{ dbt.type_string() }}) as activity_code,
    cast(null as {{ dbt.type_string() }}) as role_code,
    records.entry_on as day_on,
    records.exit_on,
    case
        when replaced.delivery_id is not null then 'replaced'
        when {{ row_id("records") }} <> {{ row_id("persons") }} then 'second_row'
        when not persons.is_complete then 'incomplete'
        else 'stands'
    end as state,
    replaced.replaced_by_id
from {{ ref('stg_esr_participants__record') }} as records
left join
    {{ replaced_by("records", "esr_participants", ["unit_code"]) }}
left join {{ ref('fct_participation') }} as persons
    on
        records.programme_code = persons.programme_code
        and records.participant_key = persons.participant_key
