"""Inspection: devices that read barcodes, what they have read, and what is odd about it."""
