"""What changes links of travellers to providers."""
