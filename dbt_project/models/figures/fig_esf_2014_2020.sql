{%- set indicators = esf_indicators("2014-2020") -%}
{%- set outputs, results = indicators.outputs, indicators.results -%}

{{ esf_figures(ref('int_esr_participants__co_cr'), outputs, results, esf_rules="2014-2020") }},

figures as (
    {%- for id in outputs + results %}
    {{ figure("cells", "'esf." ~ id ~ "'", id, n=id, additive_over="additive_over") }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select * from figures
