"""Protected figures → the report of a period: PDF, workbook, web page and ``report.json``.

In: protected ``Report``s and their ``Material``. Out: the files of a draft. Rerun: byte-identical for the same input.
"""
