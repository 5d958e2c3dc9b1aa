"""The ways to the locks of vehicles: one backend for each kind of gateway."""
