"""Matched sheets → typed rows with lineage and cell states, one module per dataset. Identifiers become keys here."""
