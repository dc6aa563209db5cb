{#- What each unit should deliver, at every place and window it counts in. -#}
{% macro placed_slots() -%}
with slots as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        slots.unit_code,
        slots.dataset,
        slots.period_no as slot_period_no,
        case when slots.is_delivered or slots.is_declared_empty then 1 else 0 end as is_filled
    from {{ ref('dim_window') }} as windows
    inner join {{ ref('int_data__slot') }} as slots
        on
            {{ in_window("windows", "slots", "period_no") }}
)

select *, {{ breakdown() }} as breakdown from slots
union all
select *, {{ breakdown([["unit", "unit_code"]]) }} as breakdown from slots
union all
select *, {{ breakdown([["dataset", "dataset"]]) }} as breakdown from slots
{%- endmacro %}

{#- The deliveries that are counted: what a newer one replaced whole is not; one of which a row stands is, whole. -#}
{% macro counted_deliveries() -%}
select * from {{ ref('fct_delivery') }} where effective_no is not null and has_standing_row
{%- endmacro %}
