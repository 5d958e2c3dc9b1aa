"""What statements and invoices ask to be paid, and the transfers that paid it."""
