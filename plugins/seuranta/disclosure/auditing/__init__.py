"""Attacks what is about to be published, with its own reading of figures and its own equations (privacy.md 4.5)."""
