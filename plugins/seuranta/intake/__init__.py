"""Drop folder → lake: the only stage in which clear values of a person exist, in memory."""
