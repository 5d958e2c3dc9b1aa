"""The demo: a made-up town with its tenant, its network and what it sold in the last weeks.

It uses every app through its actions, as a partner or an administrator would; nothing imports it
but the command `seed_demo`.
"""
