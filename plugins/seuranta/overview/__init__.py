"""What there is to see of a programme: the state of its periods, deliveries, releases, and what is behind a figure."""
