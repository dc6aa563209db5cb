"""People who do not exist, in every place where staff may write of people, and the search for them afterwards (privacy.md 1)."""
