"""The electronic journal: cash settlements of points of sale."""
