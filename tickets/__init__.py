"""Tickets: when one may be shown, what its barcode says, when that barcode dies."""
