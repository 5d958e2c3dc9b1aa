"""Access tokens: bought with a client's secret, signed by us, judged with each request."""
