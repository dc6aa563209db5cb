with contacts as (
    select *, 'total' as place, {{ breakdown() }} as breakdown from {{ ref('fct_contact') }}
    union all
    select *, 'unit' as place, {{ breakdown([["unit", "unit_code"]]) }} as breakdown
    from {{ ref('fct_contact') }}
    where unit_code is not null
),

-- The row of the first contact, and those that told of the commitment and of the ending.
contact_rows as (
    select
        contacts.programme_code,
        windows.period_no,
        windows.scope,
        contacts.place,
        contacts.breakdown,
        contacts.contact_key,
        contacts.committed_on is not null as is_committed,
        contacts.is_completed,
        own_rows.delivery_id,
        own_rows.sheet_name,
        own_rows.row_no,
        {{ row_id("own_rows") }} = {{ row_id("contacts") }} as is_first,
        coalesce(own_rows.committed_on = contacts.committed_on, false) as tells_commitment,
        own_rows.delivery_id = contacts.ending_delivery_id
        and {{ same("own_rows.sheet_name", "contacts.ending_sheet_name") }}
        and own_rows.row_no = contacts.ending_row_no as tells_ending
    from contacts
    inner join {{ ref('dim_window') }} as windows
        on
            contacts.programme_code = windows.programme_code
            and {{ contacted_in("windows") }}
    inner join {{ ref('int_contacts__standing_contact') }} as own_rows
        on
            contacts.programme_code = own_rows.programme_code
            and contacts.contact_key = own_rows.contact_key
)

{% for name, where in [
    ["contacted", "is_first"],
    ["committed", "is_committed and (is_first or tells_commitment)"],
    ["completed", "is_completed and (is_first or tells_ending)"],
] %}
{{ traced(
    "contact_rows", "'recruitment." ~ name ~ "'", "1", unit_key="contact_key", person_key="contact_key", where=where,
) }}
union all
{% endfor %}
{{ traced(
    "contact_rows", "'recruitment.commitment_rate'", "case when is_committed then 1 else 0 end", "1",
    unit_key="contact_key", person_key="contact_key",
    where="place = 'total' and (is_first or (is_committed and tells_commitment))",
) }}
union all
{{ traced(
    "contact_rows", "'recruitment.retention_rate'", "case when is_completed then 1 else 0 end",
    "case when is_committed then 1 else 0 end", unit_key="contact_key",
    person_key="case when is_committed then contact_key end",
    where="place = 'total' and ((is_committed and (is_first or tells_commitment)) or (is_completed and tells_ending))",
) }}
