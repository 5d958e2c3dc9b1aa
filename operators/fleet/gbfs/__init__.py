"""Fleets from their feeds (GBFS 2 and 3): read, checked whole, and put in force at once."""
