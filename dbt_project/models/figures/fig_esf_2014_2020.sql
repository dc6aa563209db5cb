{%- set outputs = [
    "co01", "co02", "co03", "co04", "co05", "co06", "co07", "co08", "co09", "co10", "co11", "co15", "co16", "co17",
] -%}
{%- set results = ["cr01", "cr02", "cr03", "cr04", "cr05", "cr06", "cr07", "cr08", "cr09"] -%}

{{ esf_figures(ref('int_esr_participants__co_cr'), outputs, results, esf_rules="2014-2020") }},

figures as (
    {%- for id in outputs + results %}
    {{ figure("cells", "'esf." ~ id ~ "'", id, n=id, additive_over="additive_over") }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select * from figures
