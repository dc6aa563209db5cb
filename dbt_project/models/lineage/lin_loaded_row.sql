{#- Where a loaded row went, whatever the figure: it stands, or why it does not. -#}
{%- set columns = [
    "programme_code", "dataset", "delivery_id", "sheet_name", "row_no", "column_letters", "instrument_code", "unit_code",
    "activity_code", "role_code", "day_on", "exit_on", "state", "replaced_by_id",
] -%}

with replaced as (
    select * from {{ ref('int_corrections__replaced_stratum') }}
),

marks as (
    select
        marks.*,
        'attendance' as dataset,
        null as instrument_code,
        marks.session_on as day_on,
        null as exit_on,
        replaced.replaced_by_id,
        case
            when replaced.delivery_id is not null then 'replaced'
            when marks.kind = 'cancelled' or not sessions.is_held then 'session_cancelled'
            when marks.kind = 'absent' then 'absent'
            when coalesce(marks.visit_count, 0) = 0 then 'nobody_counted'
            else 'stands'
        end as state
    from {{ ref('stg_attendance__mark') }} as marks
    left join replaced
        on
            marks.delivery_id = replaced.delivery_id
            and replaced.dataset = 'attendance'
            and {{ same("marks.activity_code", "replaced.activity_code") }}
            and {{ same("marks.unit_code", "replaced.unit_code") }}
            and {{ same_day("marks.session_on", "replaced.day_on") }}
    left join {{ ref('fct_session') }} as sessions
        on
            {{ same_session("marks", "sessions") }}
),

responses as (
    select
        responses.*,
        'survey' as dataset,
        null as activity_code,
        null as role_code,
        responses.responded_on as day_on,
        null as exit_on,
        replaced.replaced_by_id,
        case
            when replaced.delivery_id is not null then 'replaced'
            when responses.answered_item_count = 0 then 'nothing_answered'
            else 'stands'
        end as state
    from {{ ref('stg_survey__response') }} as responses
    left join replaced
        on
            responses.delivery_id = replaced.delivery_id
            and replaced.dataset = 'survey'
            and {{ same("responses.instrument_code", "replaced.instrument_code") }}
            and {{ same("responses.unit_code", "replaced.unit_code") }}
            and {{ same_day("responses.responded_on", "replaced.day_on") }}
),

records as (
    select
        records.*,
        'esr_participants' as dataset,
        null as instrument_code,
        null as activity_code,
        null as role_code,
        records.entry_on as day_on,
        replaced.replaced_by_id,
        case
            when replaced.delivery_id is not null then 'replaced'
            when {{ row_id("records") }} <> {{ row_id("persons") }} then 'second_row'
            when not persons.is_complete then 'incomplete'
            else 'stands'
        end as state
    from {{ ref('stg_esr_participants__record') }} as records
    left join replaced
        on
            records.delivery_id = replaced.delivery_id
            and replaced.dataset = 'esr_participants'
            and {{ same("records.unit_code", "replaced.unit_code") }}
    left join {{ ref('fct_participation') }} as persons
        on
            records.programme_code = persons.programme_code
            and records.participant_key = persons.participant_key
),

contacts as (
    select
        contacts.*,
        'contacts' as dataset,
        null as instrument_code,
        null as activity_code,
        null as role_code,
        contacts.contacted_on as day_on,
        null as exit_on,
        replaced.replaced_by_id,
        case
            when replaced.delivery_id is not null then 'replaced'
            when {{ row_id("contacts") }} <> {{ row_id("persons") }} then 'second_row'
            else 'stands'
        end as state
    from {{ ref('stg_contacts__contact') }} as contacts
    left join replaced
        on
            contacts.delivery_id = replaced.delivery_id
            and replaced.dataset = 'contacts'
            and {{ same("contacts.unit_code", "replaced.unit_code") }}
    left join {{ ref('fct_contact') }} as persons
        on
            contacts.programme_code = persons.programme_code
            and contacts.contact_key = persons.contact_key
)

{% for relation in ["marks", "responses", "records", "contacts"] %}
select {{ columns | join(", ") }} from {{ relation }}
{{ "union all" if not loop.last }}
{% endfor %}
