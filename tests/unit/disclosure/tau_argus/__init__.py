"""What protection of random tables is compared with: τ-Argus, the reference of the statistical offices."""
