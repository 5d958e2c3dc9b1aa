"""Providers with whom travellers have accounts, and the links that travellers make to them."""
