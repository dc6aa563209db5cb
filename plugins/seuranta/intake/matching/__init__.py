"""Workbook → which layout of which dataset: headers, aliases, the nearest layout (file rules FIL03–05, FIL11, FIL12, SUR01, SUR04)."""
