"""Load from outside: clients that speak HTTP, and others that speak SQL alone."""
