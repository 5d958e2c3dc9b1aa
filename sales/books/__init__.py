"""Double-entry books: documents that balance, appended and never changed."""
