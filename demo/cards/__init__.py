"""A provider of card payments that moves no money: Stripe's API, as far as we use it.

It is a program of its own that the demo and the tests talk to over HTTP. It keeps its accounts in
memory, does whatever is asked twice under one idempotency key once, and signs its messages.
"""
