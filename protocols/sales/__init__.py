"""The Sales face: orders, payments and credits as Entur's Sales API has them."""
