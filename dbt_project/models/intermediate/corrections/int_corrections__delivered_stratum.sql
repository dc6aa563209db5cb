{%- set rows_of = [
    {
        "dataset": "attendance", "model": "stg_attendance__mark",
        "activity": "activity_code", "day": "session_on",
    },
    {
        "dataset": "survey", "model": "stg_survey__response",
        "instrument": "instrument_code", "day": "responded_on",
    },
    {"dataset": "esr_participants", "model": "stg_esr_participants__record"},
    {"dataset": "contacts", "model": "stg_contacts__contact"},
] -%}

{% for rows in rows_of %}
select distinct
    programme_code,
    '{{ rows.dataset }}' as dataset,
    delivery_id,
    effective_no,
    cast({{ rows.instrument | default("null") }} as {{ dbt.type_string() }}) as instrument_code,
    cast({{ rows.activity | default("null") }} as {{ dbt.type_string() }}) as activity_code,
    unit_code,
    cast({{ rows.day | default("null") }} as date) as day_on
from {{ ref(rows.model) }}
{{ "union all" if not loop.last }}
{% endfor %}
