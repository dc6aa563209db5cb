{#- The stratum of a loaded row that a later delivery replaced, if one did: to be left-joined. -#}
{% macro replaced_by(rows, dataset, codes, day=none) -%}
    {{ ref('int_corrections__replaced_stratum') }} as replaced
    on
        {{ rows }}.delivery_id = replaced.delivery_id
        and replaced.dataset = '{{ dataset }}'
        {%- for code in codes %}
        and {{ same(rows ~ "." ~ code, "replaced." ~ code) }}
        {%- endfor %}
        {%- if day %}
        and {{ same_day(rows ~ "." ~ day, "replaced.day_on") }}
        {%- endif %}
{%- endmacro %}
