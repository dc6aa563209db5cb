"""From a figure back to the rows it was counted from, and from a file to what became of its rows.

In: ``warehouse.duckdb`` (read-only), receipts, the lake's ``outcome``. Out: answers for people. Rerun: only looks.
"""
