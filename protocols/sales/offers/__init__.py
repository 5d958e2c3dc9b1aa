"""Making offers. Entur's come from another service; this path is our own."""
