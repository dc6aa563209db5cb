{#- What a build of a part need not compute (warehouse/carrying.py). Only rows of the programmes in `anew.programme` are in
    view then; the others' are added afterwards. A model that reads nothing that changed for them is as it was before: its
    rows are taken over, its tests are not asked again, and its readers may be as they were too. -#}

{#- Whether this build has a warehouse before it to take rows from. -#}
{% macro is_of_a_part() -%}
{{ return(env_var("SEURANTA_PART", "no") == "yes") }}
{%- endmacro %}

{#- Whether the model reads nothing of which these programmes have other rows. One that reads a dataset alone
    (`reads_dataset` in dbt_project.yml) is not touched by another one's. -#}
{% macro is_unchanged() -%}
{%- set dataset = model.config.meta.get("reads_dataset") -%}
{%- if not model.depends_on.nodes or not is_of_a_part() -%}{{ return(false) }}{%- endif -%}
{%- call statement("changes", fetch_result=True, auto_begin=False) -%}
select count(*) from anew.changed
where node in ('{{ nodes_read(model) | join("', '") }}')
{%- if dataset %} and coalesce(dataset, '{{ dataset }}') = '{{ dataset }}'{% endif %}
{%- endcall -%}
{{ return(load_result("changes").table.columns[0].values()[0] == 0) }}
{%- endmacro %}

{#- The sources and models that a model reads: what is ephemeral is part of it, and is not looked at by itself. -#}
{% macro nodes_read(node) -%}
{%- set found = [] -%}
{%- for id in node.depends_on.nodes -%}
    {%- set read = graph.nodes.get(id) -%}
    {%- if read and read.config.materialized == "ephemeral" -%}
        {%- do found.extend(nodes_read(read)) -%}
    {%- else -%}
        {%- do found.append(id) -%}
    {%- endif -%}
{%- endfor -%}
{{ return(found) }}
{%- endmacro %}

{% macro rows_before() -%}
select * from before.main.{{ this.identifier }} where programme_code in (select programme_code from anew.programme)
{%- endmacro %}

{#- Written down for its readers: that a relation has other rows than before, and of which datasets where its rows say. What
    is large is taken for changed without a look: it is made from what changed, and looking costs as much as computing. -#}
{% macro changes_of(relation) -%}
{%- set columns = adapter.get_columns_in_relation(relation) | map(attribute="name") | list -%}
{%- set is_large = true -%}
{%- if model.config.materialized != "view" and "programme_code" in columns -%}
    {%- set is_large = run_query("select count(*) from " ~ relation).columns[0].values()[0] > 100000 -%}
{%- endif -%}
insert into anew.changed
{%- if is_large %}
values ('{{ model.unique_id }}', null)
{%- else %}
select distinct '{{ model.unique_id }}', {{ "coalesce(dataset, '')" if "dataset" in columns else "null" }}
from (
    (select * from {{ relation }} except all {{ rows_before() }})
    union all
    ({{ rows_before() }} except all select * from {{ relation }})
) as differing
{%- endif %}
{%- endmacro %}
