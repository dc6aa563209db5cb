{#- No two rows agree in all of the columns; a missing value counts as a value. -#}
{% test unique_together(model, columns) %}
select
    {{ columns | join(",\n    ") }},
    count(*) as times
from {{ model }}
group by {{ columns | join(", ") }}
having count(*) > 1
{% endtest %}
