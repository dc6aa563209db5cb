-- R13 of domain.md 2.1: what must hold between the common indicators, at every place they are given.
with indicators as (
    select
        programme_code,
        period_no,
        scope,
        breakdown,
        {%- for id in [
            "participants_total", "participants_incomplete", "leavers", "results_provisional",
            "co01", "co02", "co03", "co04", "co05", "co06", "co07", "co08",
            "eeco01", "eeco02", "eeco03", "eeco04", "eeco05", "eeco06", "eeco07", "eeco08", "eeco09", "eeco10", "eeco11",
        ] %}
        max(case when figure_id = 'esf.{{ id }}' then value end) as {{ id }},
        {%- endfor %}
        max(case when substr(figure_id, 1, 6) = 'esf.cr' or substr(figure_id, 1, 8) = 'esf.eecr' then value end)
            as largest_result
    from {{ ref('figures') }}
    where substr(figure_id, 1, 4) = 'esf.'
    group by programme_code, period_no, scope, breakdown
)

select *
from indicators
where
    participants_total - participants_incomplete <> eeco01
    or participants_total - participants_incomplete <> co01 + co03 + co05
    or eeco01 <> eeco02 + eeco04 + eeco05
    or eeco01 <> eeco09 + eeco10 + eeco11
    or eeco03 > eeco02
    or eeco06 + eeco07 + eeco08 > eeco01
    or co02 > co01
    or co04 > co03
    or co08 > co07
    or co06 + co07 > participants_total
    or largest_result > leavers
    or results_provisional > leavers
