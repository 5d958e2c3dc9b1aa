"""The pages and callbacks of card payments: a door for customers and for the provider."""
