"""Takes over from the warehouse before what a build need not compute: into a new file, row by row.

In: the new file, the warehouse before (read only), what changed. Out: the new file with the rows of every programme.
Rerun: a file is begun anew. Nothing but rows that stand goes over: what was deleted once is in no new file.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from seuranta.vocabulary.errors import OperationFailed
from seuranta.warehouse.made_from import MadeFrom
from seuranta.warehouse.touched import Touched, write_made_from

# While a build of a part goes on: its programmes, and every source and model of which they have other rows than before.
ANEW = "anew"
# The warehouse before, beside the new file: dbt's macros call it so too (dbt_project/macros/unchanged.sql).
BEFORE = "before"
# Tells dbt that it is such a build.
PART = "SEURANTA_PART"
# One row of the build, no programme's.
_OF_THE_BUILD = {"build", "build_facts"}


def begin_database(database: Path, now: MadeFrom, touched: Touched | None) -> None:
    """The new file as dbt finds it; without ``touched`` dbt computes everything."""
    with duckdb.connect(str(database)) as connection:
        write_made_from(connection, now)
        if touched is None:
            return
        connection.execute(f"create schema {ANEW}")
        connection.execute(f"create table {ANEW}.programme as select unnest(?::varchar[]) as programme_code", [sorted(touched.programmes)])
        connection.execute(f"create table {ANEW}.changed as select unnest(?::varchar[]) as node, null::varchar as dataset", [sorted(touched.sources)])


def carry_over(database: Path, warehouse: Path, touched: Touched) -> None:
    """Adds the rows of untouched programmes to every table. ``OperationFailed`` where a table is not as it was before."""
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"attach {_literal(warehouse)} as {BEFORE} (read_only)")
        ours, theirs = _tables(connection, database.stem), _tables(connection, BEFORE)
        for (schema, table), columns in ours.items():
            if table in _OF_THE_BUILD:
                continue
            if theirs.get((schema, table)) != columns or "programme_code" not in dict(columns):
                raise OperationFailed("warehouse build", f"'{table}' as in the warehouse before, by programme", "another table", "build again with --full")
            wanted = "select unnest(?::varchar[])"
            rows = f"select * from {BEFORE}.{schema}.{table} where programme_code in ({wanted})"
            connection.execute(f"insert into {database.stem}.{schema}.{table} by name {rows}", [sorted(touched.untouched)])
        connection.execute(f"drop schema {ANEW} cascade")


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Columns with their types by schema and table, of what dbt makes."""
    columns = "list((column_name, data_type) order by column_name)"
    told = f"select schema_name, table_name, {columns} from duckdb_columns() inner join duckdb_tables() using (database_name, schema_name, table_name)"
    rows = connection.execute(f"{told} where database_name = ? and schema_name like 'main%' group by all", [database]).fetchall()
    return {(schema, table): tuple((name, type_) for name, type_ in found) for schema, table, found in rows}


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
