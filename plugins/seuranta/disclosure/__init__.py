"""What may be shown to whom: figures become protected figures of an audience (privacy.md 4).

In: the internal reports of all periods of a programme. Out: the same reports with what must be hidden, hidden.
Rerun: the same input gives the same pattern.
"""
