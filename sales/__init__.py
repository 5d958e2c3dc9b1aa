"""What sells where, when, at what price; orders that add up, and the books they are written to."""
