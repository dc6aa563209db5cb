"""Programme and instrument files: what a data engineer writes to take on a programme (programme-file.md)."""
