"""What is settled with operators and with the partners of channels, and the terms of it."""
