"""A rehearsal of the books: a random history of many orders, through the same doors as any sale."""
