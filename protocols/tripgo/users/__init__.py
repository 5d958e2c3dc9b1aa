"""Travellers' accounts: signing up, in and out."""
