"""The words every stage shares: facts as frozen values. Stages import these and never each other."""
