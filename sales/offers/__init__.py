"""Offers: priced promises for a trip, valid until a moment."""
