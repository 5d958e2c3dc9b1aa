"""Travellers of the caller at our operators: registered, or linked to an account of their own."""
