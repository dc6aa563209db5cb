"""The peer of the benchmark: a text file read by pandas and checked by Great Expectations in the usual way, nine rules."""

from __future__ import annotations

import sys
import time

import great_expectations as gx
import pandas as pd
from great_expectations import expectations as gxe

SUITE = [
    gxe.ExpectColumnValuesToNotBeNull(column="Päivämäärä"),
    gxe.ExpectColumnValuesToBeBetween(column="day", min_value=pd.Timestamp("2024-01-01"), max_value=pd.Timestamp("2026-12-31")),
    gxe.ExpectColumnValuesToNotBeNull(column="Ryhmä"),
    gxe.ExpectColumnValuesToBeInSet(column="Ryhmä", value_set=["Avoin kohtaaminen", "Vertaisryhmä"]),
    gxe.ExpectColumnValuesToNotBeNull(column="Yksikkö"),
    gxe.ExpectColumnValuesToBeInSet(column="Yksikkö", value_set=["Keskustan kohtaamispaikka", "Rannan kohtaamispaikka", "Mäkelän kohtaamispaikka"]),
    gxe.ExpectColumnValuesToNotBeNull(column="Osallistuja"),
    gxe.ExpectColumnValuesToBeInSet(column="Läsnä", value_set=["x", "e"]),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["Päivämäärä", "Ryhmä", "Yksikkö", "Osallistuja"]),
]


def main() -> None:
    started = time.monotonic()
    frame = pd.read_csv(sys.argv[1], sep=";", dtype="str")
    frame["day"] = pd.to_datetime(frame["Päivämäärä"], format="%d.%m.%Y", errors="coerce")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    batch = context.data_sources.add_pandas("memory").add_dataframe_asset("visits").add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    result = batch.validate(gx.ExpectationSuite(name="visits", expectations=SUITE))
    failed = sum(not each.success for each in result.results)
    print(f"usual way: {time.monotonic() - started:.2f} s without imports, {failed} of {len(SUITE)} rules failed", file=sys.stderr)


if __name__ == "__main__":
    main()
