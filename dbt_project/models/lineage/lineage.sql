{%- set families = [
    "lin_esf", "lin_sessions", "lin_presences", "lin_survey", "lin_survey_pairs", "lin_recruitment",
    "lin_programme_file", "lin_data",
] -%}

{% for family in families %}
select * from {{ ref(family) }}
{{ "union all" if not loop.last }}
{% endfor %}
