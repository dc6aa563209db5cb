-- Where a contact went: it stands, or why it does not.
select
    contacts.programme_code,
    'contacts' as dataset,
    contacts.delivery_id,
    contacts.sheet_name,
    contacts.row_no,
    contacts.column_letters,
    cast(null as {{ dbt.type_string() }}) as instrument_code,
    contacts.unit_code,
    cast(null as {{ dbt.type_string() }}) as activity_code,
    cast(null as {{ dbt.type_string() }}) as role_code,
    contacts.contacted_on as day_on,
    cast(null as date) as exit_on,
    case
        when replaced.delivery_id is not null then 'replaced'
        when {{ row_id("contacts") }} <> {{ row_id("persons") }} then 'second_row'
        else 'stands'
    end as state,
    replaced.replaced_by_id
from {{ ref('stg_contacts__contact') }} as contacts
left join
    {{ replaced_by("contacts", "contacts", ["unit_code"]) }}
left join {{ ref('fct_contact') }} as persons
    on
        contacts.programme_code = persons.programme_code
        and contacts.contact_key = persons.contact_key
