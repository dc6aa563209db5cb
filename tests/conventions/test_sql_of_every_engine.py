"""The models mean the same on every engine; what must differ is a macro of macros/by_engine.sql."""

from __future__ import annotations

import re

import pytest

from tests.conventions.sql_of_every_engine import ROOT, faults_of, statements

PROJECT = ROOT / "dbt_project"
BY_ENGINE = PROJECT / "macros" / "by_engine.sql"


def test_every_model_and_test_means_the_same_on_every_engine() -> None:
    assert len(statements()) > 80
    faults = {file: faults for file, sql in statements().items() if (faults := faults_of(sql))}
    assert faults == {}


def test_what_differs_between_engines_stands_in_one_file() -> None:
    files = [path for suffix in ("*.sql", "*.yml") for path in PROJECT.rglob(suffix) if path != BY_ENGINE and path.parts[-2] != "target"]
    assert len(files) > 150
    told = re.compile(r"adapter\.dispatch|target\.(type|name)|(duckdb|spark|default)__")
    assert [str(path.relative_to(ROOT)) for path in files if told.search(path.read_text(encoding="utf-8"))] == []


def test_every_macro_of_an_engine_is_given_for_spark_and_for_others() -> None:
    text = BY_ENGINE.read_text(encoding="utf-8")
    dispatched = set(re.findall(r'adapter\.dispatch\("(\w+)", "seuranta"\)', text))
    assert dispatched
    assert {name for kind, name in re.findall(r"macro (default|spark)__(\w+)\(", text) if kind == "default"} == dispatched
    assert {name for kind, name in re.findall(r"macro (default|spark)__(\w+)\(", text) if kind == "spark"} == dispatched


def test_a_type_is_named_as_both_engines_name_it() -> None:
    files = [path for suffix in ("*.sql", "*.yml") for path in (PROJECT / "models").rglob(suffix)]
    assert len(files) > 150
    assert [path.name for path in files if re.search(r" as (varchar|text|int8|float8?|bool)\)|::|hugeint", path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "sql",
    [
        "select a // b from t",
        "select a / b from t",
        "select a / 60.0 from t",
        "select a % 2 from t",
        "select * exclude (a) from t",
        "select list_aggregate(a, 'sum') from t",
        "select hash(a) from t",
        "select a from t order by a",
        "select row_number() over (order by a) from t",
        "select concat(a, b) from t",
        "select a from t qualify row_number() over (order by a nulls last) = 1",
        "select count(*) filter (where a) from t",
        "select a, count(*) from t group by all",
        "select distinct on (a) a from t",
        "select a + interval 28 day from t",
        "select count_if(a) from t",
        "select string_agg(a, ',') from t",
        "select date_diff('day', a, b) from t",
        "select date_trunc('month', a) from t",
        "select a[1] from t",
        "select {'a': 1} from t",
        "select a ilike 'x' from t",
        "select regexp_matches(a, 'x') from t",
        "select unnest(a) from t",
        "select any_value(a) from t",
        "select arg_max(a, b) from t",
        "select median(a) from t",
        "select round(a, 2) from t",
        "select strftime(a, '%Y') from t",
        "select year(a) from t",
        "select cast(a as hugeint) from t",
        'select "a" from t',
        "select a from t using sample 10%",
        "select a from t union by name select a from s",
        "select a from t asof join s on t.a >= s.a",
        "select a is not distinct from b from t",
        "select a from t limit 3",
        "select from where",
    ],
)
def test_what_one_engine_alone_has_is_refused(sql: str) -> None:
    assert faults_of(sql) != []


@pytest.mark.parametrize(
    "sql",
    [
        "select a, count(distinct b) as people from t group by a",
        "select a / nullif(b, 0) as share, a / cast(60 as double) as hours from t",
        "select a from t order by a desc",
        "select 'x' || a || '.' as id, coalesce(b, '') as code from t where c <> 0.000000001",
        "select row_number() over (partition by a order by b desc nulls last, c nulls last) as place from t",
        "select try_cast(a as integer) as number, cast(b as date) as day_on, seuranta_later(b, 28, day) as later_on from t",
        "select a, b, sum(c) as c from t group by grouping sets ((a), (a, b))",
    ],
)
def test_what_both_have_is_not(sql: str) -> None:
    assert faults_of(sql) == []
