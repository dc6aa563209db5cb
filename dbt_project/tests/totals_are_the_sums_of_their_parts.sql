-- Where a figure says that it is additive over a dimension, the rows with that dimension more add up to it.
with figures as (
    select * from {{ ref('figures') }}
),

dimensions as (
    {%- for dimension in ["activity", "dataset", "gender", "group", "role", "unit", "wave"] %}
    select '{{ dimension }}' as dimension {{ "union all" if not loop.last }}
    {%- endfor %}
),

-- How the breakdown of a part begins or ends: the dimension before the given one, or after it.
totals as (
    select
        figures.*,
        dimensions.dimension,
        case
            when figures.breakdown = '{}' then '{"' || dimensions.dimension || '": "'
            else
                substr(figures.breakdown, 1, length(figures.breakdown) - 1)
                || ', "' || dimensions.dimension || '": "'
        end as part_begins,
        '{"' || dimensions.dimension || '": "' as other_part_begins,
        ', ' || substr(figures.breakdown, 2) as other_part_ends
    from figures
    inner join dimensions
        on position(',' || dimensions.dimension || ',' in ',' || figures.additive_over || ',') > 0
),

parts as (
    select
        totals.programme_code,
        totals.period_no,
        totals.scope,
        totals.figure_id,
        totals.breakdown,
        totals.dimension,
        totals.value,
        sum(figures.value) as parts_value
    from totals
    left join figures
        on
            totals.programme_code = figures.programme_code
            and totals.period_no = figures.period_no
            and totals.scope = figures.scope
            and totals.figure_id = figures.figure_id
            and length(figures.breakdown) - length(replace(figures.breakdown, '": "', '')) = 4 * (
                1 + (length(totals.breakdown) - length(replace(totals.breakdown, '": "', ''))) / 4
            )
            and (
                substr(figures.breakdown, 1, length(totals.part_begins)) = totals.part_begins
                or (
                    totals.breakdown <> '{}'
                    and substr(figures.breakdown, 1, length(totals.other_part_begins)) = totals.other_part_begins
                    and substr(
                        figures.breakdown, length(figures.breakdown) - length(totals.other_part_ends) + 1
                    ) = totals.other_part_ends
                )
            )
    group by
        totals.programme_code,
        totals.period_no,
        totals.scope,
        totals.figure_id,
        totals.breakdown,
        totals.dimension,
        totals.value
)

select *
from parts
where abs(value - coalesce(parts_value, 0)) > 0.000001
