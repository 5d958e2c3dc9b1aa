"""From what a product costs to the price of a trip."""
