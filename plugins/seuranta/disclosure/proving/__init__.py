"""What hidden numbers can still be: moves of them that readers could not tell from the truth."""
