"""The sections of a report, one module each: figures → tables, sentences and charts of a ``Document``."""
