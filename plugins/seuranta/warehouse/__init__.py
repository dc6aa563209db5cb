"""From the lake and the programme files to the figures: dbt builds, readers read.

In: lake, receipts, acceptances, programme files. Out: ``warehouse.duckdb``, swapped in whole.
Rerun: the same input gives the same figures; a failed build leaves yesterday's.
"""
