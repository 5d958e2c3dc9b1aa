"""Accounts of travellers at providers: told, linked by a form, and unlinked (reference §4)."""
