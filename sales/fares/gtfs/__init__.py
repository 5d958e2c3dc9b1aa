"""GTFS fares, version 1 and version 2, as products and fares of a tenant."""
