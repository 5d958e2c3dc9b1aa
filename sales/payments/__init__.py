"""Payments and credits of orders."""
