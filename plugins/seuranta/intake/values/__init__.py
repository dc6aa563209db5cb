"""Cell texts → typed values: dates, numbers, yes and no, codes, identity codes, personal patterns.

In: a ``str`` Series, missing where a cell is empty. Out: typed Series of the same index, with a state for every cell.
"""
