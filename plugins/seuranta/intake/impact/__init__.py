"""Which reported numbers a row of a file would change."""
