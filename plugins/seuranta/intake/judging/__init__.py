"""Extract → Judged, by Great Expectations suites that are made from ``expectations/*.yml``."""
