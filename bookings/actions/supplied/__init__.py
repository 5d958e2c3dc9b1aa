"""Bookings that are resold: what is wanted is stored, the supplier is asked without any lock, and
what it says is taken in.

As with money and with vehicles (decisions 28 and 46), whoever dies in between leaves a row that is
due, and whoever comes second finds it done. Whatever comes of a supplier, an answer, a callback or
a look of the timer, ends in `taking_in`.
"""
