"""How fast Perron is, always beside a floor: the least that the same machine needs for it.

`python -m benchmarks` runs them; docs/benchmarks.md says what the numbers mean. Nothing imports
this package.
"""
