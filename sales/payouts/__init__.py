"""What providers of payments paid out, and which of our payments it was for."""
