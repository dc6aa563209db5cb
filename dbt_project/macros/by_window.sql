{#- Rows counted in windows without reading them once for each window: first by the stretch of days they fall in
    (int_windows__stretch), then a window is the sum of its stretches. -#}

{#- Sums of rows, by keys, place and stretch. Persons are told twice: `persons` are different ones within the stretch,
    `newcomers` those who are in no earlier one. `places` gives the code of a row at each place; where it is null, the row
    does not count there. `sums` are aggregates by name; rows without a `person` are in them alone. -#}
{% macro by_stretch(rows, keys, places, sums, person) -%}
{%- for place, code in places.items() -%}
{%- set grain = keys if place == "total" else keys + [code] -%}
select
    {{ keys | join(", ") }},
    '{{ place }}' as place,
    {{ code }} as code,
    stretch_no,
    {%- for name, sum in sums.items() %}
    {{ sum }} as {{ name }},
    {%- endfor %}
    count(distinct {{ person }}) as persons,
    0 as newcomers
from {{ rows }}
where {{ code }} is not null
group by {{ grain | join(", ") }}, stretch_no
union all
select
    {{ keys | join(", ") }},
    '{{ place }}' as place,
    code,
    first_stretch_no as stretch_no,
    {%- for name in sums %}
    0 as {{ name }},
    {%- endfor %}
    0 as persons,
    count(*) as newcomers
from (
    select
        {{ keys | join(", ") }},
        {{ code }} as code,
        {{ person }},
        min(stretch_no) as first_stretch_no
    from {{ rows }}
    where {{ code }} is not null and {{ person }} is not null
    group by {{ grain | join(", ") }}, {{ person }}
) as firsts
group by {{ keys | join(", ") }}, code, first_stretch_no
{{ "union all" if not loop.last }}
{% endfor %}
{%- endmacro %}

{#- What `by_stretch` counted, by window: one row per window, keys and place with anything in it. -#}
{% macro by_window(counts, keys, sums) -%}
select
    windows.programme_code,
    windows.period_no,
    windows.scope,
    {%- for key in keys %}
    counts.{{ key }},
    {%- endfor %}
    counts.place,
    counts.code,
    {%- for name in sums %}
    sum(counts.{{ name }}) as {{ name }},
    {%- endfor %}
    -- Different persons of many stretches are those who were new in one of them.
    sum(case when windows.scope = 'cumulative' then counts.newcomers else counts.persons end) as persons
from {{ ref('dim_window') }} as windows
inner join {{ counts }} as counts
    on
        {{ in_window("windows", "counts", "stretch_no") }}
group by
    windows.programme_code,
    windows.period_no,
    windows.scope,
    {%- for key in keys %}
    counts.{{ key }},
    {%- endfor %}
    counts.place,
    counts.code
{%- endmacro %}

{#- Whether what has the number of a period (or of a stretch of days) counts in a window: in its own period, and in every
    cumulative window from then on. -#}
{% macro in_window(windows, counted, number) -%}
    {{ windows }}.programme_code = {{ counted }}.programme_code
and (
    {{ counted }}.{{ number }} = {{ windows }}.period_no
    or ({{ windows }}.scope = 'cumulative' and {{ counted }}.{{ number }} < {{ windows }}.period_no)
)
{%- endmacro %}

{#- Whether a place and a count of `by_window` are of the same window and agree in `columns`. -#}
{% macro same_cell(place, count, columns) -%}
    {{ place }}.programme_code = {{ count }}.programme_code
and {{ place }}.period_no = {{ count }}.period_no
and {{ place }}.scope = {{ count }}.scope
{%- for column in columns %}
and {{ place }}.{{ column }} = {{ count }}.{{ column }}
{%- endfor %}
{%- endmacro %}
