"""What happens to a taxi ride, from the hold to the price that was paid."""
