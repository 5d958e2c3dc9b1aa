"""Invoices to partners that buy on account, and the credit notes that correct them."""
