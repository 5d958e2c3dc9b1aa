"""The wall between customers, and who may do what inside it."""
