"""Whether the books still add up: invariants over all orders, and the runs that tried them."""
