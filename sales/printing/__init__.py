"""Documents as PDF: the same facts give the same bytes."""
