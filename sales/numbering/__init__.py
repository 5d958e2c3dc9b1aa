"""Numbers of documents, in series without gaps."""
