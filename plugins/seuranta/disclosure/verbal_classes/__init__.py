"""Words in place of hidden shares: which may be told, and what readers make of them (privacy.md 4.7)."""
