"""Planning: what could be ridden is read, searched without the database, and told in full."""
