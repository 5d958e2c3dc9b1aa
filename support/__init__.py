"""Questions about bookings, tickets and vehicles, and the answers to them."""
