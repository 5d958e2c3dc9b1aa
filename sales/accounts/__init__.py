"""The accounts that travellers have with the operator itself, and their links to partners."""
