{{ esf_figures(
    "(select *, true as is_leaver from " ~ ref('fct_participation') ~ " where is_complete) as complete_persons",
    [],
    ["is_leaver"],
) }},

figures as (
    {{ figure("cells", "'esf.leavers'", "is_leaver", n="is_leaver", additive_over="additive_over") }}
    union all
    {{ figure(
        "cells", "'esf.results_provisional'", "exits_of_late", n="exits_of_late", additive_over="additive_over"
    ) }}
)

select * from figures
