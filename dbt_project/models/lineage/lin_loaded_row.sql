-- Where a loaded row went, whatever the figure and the dataset.
{% for model in ["lin_loaded_mark", "lin_loaded_response", "lin_loaded_record", "lin_loaded_contact"] %}
select * from {{ ref(model) }}
{{ "union all" if not loop.last }}
{% endfor %}
