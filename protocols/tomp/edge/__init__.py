"""The door /edge/tomp: shared vehicles in eight operations of TOMP 1.6.1, as Voi serves them."""
