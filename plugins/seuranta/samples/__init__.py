"""The sample exports of the five sample programmes, and large ones for load tests. Everybody in them is invented."""
