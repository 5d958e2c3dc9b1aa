"""Filling the database for a measure, by COPY."""
