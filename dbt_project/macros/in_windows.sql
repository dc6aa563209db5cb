{#- Rows in the windows they count in, both ends included: what figures count, and what `trace` shows of them. -#}

{#- One row per session and window; to be selected from. -#}
{% macro sessions_in_windows() -%}
    {{ ref('dim_window') }} as windows
inner join {{ ref('fct_session') }} as sessions
    on
        windows.programme_code = sessions.programme_code
        and sessions.session_on between windows.start_on and windows.end_on
{%- endmacro %}

{#- One row per presence and window. -#}
{% macro presences_in_windows() -%}
    {{ ref('dim_window') }} as windows
inner join {{ ref('fct_presence') }} as presences
    on
        windows.programme_code = presences.programme_code
        and presences.session_on between windows.start_on and windows.end_on
{%- endmacro %}

{#- One row per person contacted and window: every figure of recruitment goes by the date of contact. -#}
{% macro contacted_in(places) -%}
    contacts.contacted_on between {{ places }}.start_on and {{ places }}.end_on
{%- endmacro %}

{#- Whether a person counts in a window: by a date of theirs. -#}
{% macro person_in(places, date) -%}
    persons.{{ date }} between {{ places }}.start_on and {{ places }}.end_on
{%- endmacro %}

{#- Whether an exit was so late that its result may still change: less than 28 days before the end. -#}
{% macro exit_of_late(places) -%}
    persons.exit_on between {{ places }}.start_on and {{ places }}.end_on
and {{ later("persons.exit_on", 28, "day") }} > {{ places }}.end_on
{%- endmacro %}
