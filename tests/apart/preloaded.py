"""What every process has imported before it is forked: importing takes longer than most calls."""

from importlib import import_module

import django

django.setup()
for name in ("config.urls", "pytest", "tests.factories.scenarios", "tests.protocols.sales.till"):
    import_module(name)
