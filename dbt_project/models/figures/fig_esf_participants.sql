{{ esf_figures(
    "(select *, true as is_participant, not is_complete as is_incomplete from " ~ ref('fct_participation') ~ ") as all_persons",
    ["is_participant", "is_incomplete"],
    [],
    counts_unknown_gender=true,
) }},

figures as (
    {{ figure(
        "cells", "'esf.participants_total'", "is_participant", n="is_participant", additive_over="additive_over"
    ) }}
    union all
    {{ figure(
        "cells", "'esf.participants_incomplete'", "is_incomplete", n="is_incomplete",
        additive_over="additive_over",
    ) }}
),

-- A gender that nobody left open is no gender of the table.
occurring as (
    select *
    from figures
    where
        breakdown <> '{"gender": "U"}'
        or value > 0
)

select * from occurring
