"""The ways to providers of accounts: one module for each kind."""
