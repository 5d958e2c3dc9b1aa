"""Exports as jobs: asked for, run by a worker, kept for a while, and repeated by schedules."""
