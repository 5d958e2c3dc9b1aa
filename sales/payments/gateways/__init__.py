"""Who moves the money of a transaction: one backend for each provider."""
