"""The least that Django does: no middleware, one view, one query. What Perron is measured by."""
