"""How many rows come in one page, at most."""

MAX_PAGE_SIZE = 100
STATIONS_PAGE_SIZE = 1000
REGIONS_PAGE_SIZE = 10
"""An area may have hundreds of corners."""
