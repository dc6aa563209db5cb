{%- set outputs = [
    "eeco01", "eeco02", "eeco03", "eeco04", "eeco05", "eeco06", "eeco07", "eeco08", "eeco09", "eeco10", "eeco11",
] -%}
{%- set results = ["eecr01", "eecr02", "eecr03", "eecr04", "eecr05", "eecr06"] -%}

{{ esf_figures(ref('int_esr_participants__eeco_eecr'), outputs, results, esf_rules="2021-2027") }},

figures as (
    {%- for id in outputs + results %}
    {{ figure("cells", "'esf." ~ id ~ "'", id, n=id, additive_over="additive_over") }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select * from figures
