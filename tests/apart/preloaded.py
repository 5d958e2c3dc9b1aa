"""What every process has imported before it is forked: importing takes longer than most calls."""

import gc
from importlib import import_module

import django

django.setup()
for name in ("config.urls", "pytest", "tests.factories.scenarios", "tests.protocols.sales.till"):
    import_module(name)
# A collector that looks through all of this in each fork would copy the memory that they share.
gc.collect()
gc.freeze()
