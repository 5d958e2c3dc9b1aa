"""Reading a GTFS feed: the source, the staging tables, the checks, the rows that are kept."""
