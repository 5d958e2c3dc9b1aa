"""What orders refer to: channels, organisations, points of sale, products, customers (§11)."""
