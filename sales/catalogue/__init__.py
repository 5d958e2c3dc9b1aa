"""Sales channels and what is on sale in them."""
