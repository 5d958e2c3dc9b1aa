"""What travellers allow apps to do with their accounts, by OAuth 2: codes, and tokens for them."""
