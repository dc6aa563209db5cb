{#- The common indicators that rows give, by the rules of a funding period: outputs upon entry, results upon exit. -#}
{% macro esf_indicators(esf_rules) -%}
{{ return({
    "2014-2020": {
        "outputs": [
            "co01", "co02", "co03", "co04", "co05", "co06", "co07", "co08", "co09", "co10", "co11", "co15", "co16",
            "co17",
        ],
        "results": ["cr01", "cr02", "cr03", "cr04", "cr05", "cr06", "cr07", "cr08", "cr09"],
    },
    "2021-2027": {
        "outputs": [
            "eeco01", "eeco02", "eeco03", "eeco04", "eeco05", "eeco06", "eeco07", "eeco08", "eeco09", "eeco10",
            "eeco11",
        ],
        "results": ["eecr01", "eecr02", "eecr03", "eecr04", "eecr05", "eecr06"],
    },
}[esf_rules]) }}
{%- endmacro %}
