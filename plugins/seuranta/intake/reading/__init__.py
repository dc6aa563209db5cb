"""Bytes → workbook, in a child process with limits.

In: a private copy of a dropped file, and its name for the ending. Out: a ``Workbook`` of text cells, or ``Rejected``.
Rerun: any time; nothing is written.

Nothing is imported here: the child process imports this package too, and needs no pandas.
"""
