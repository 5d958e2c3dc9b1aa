"""What every process has imported before it is forked: importing takes longer than most calls."""

import atexit
import gc
import os
import shutil
import tempfile
from importlib import import_module

import django
from django.apps import apps
from django.urls import reverse

# Figures are counted in a folder, as those of the processes of a server are; prometheus_client
# looks at the variable once.
FIGURES = tempfile.mkdtemp(prefix="perron-figures-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = FIGURES
atexit.register(shutil.rmtree, FIGURES, ignore_errors=True)

django.setup()
for name in ("config.urls", "pytest", "tests.factories.scenarios", "tests.protocols.sales.till"):
    import_module(name)
for model in apps.get_models():
    # Django works out once for a process how the models hang together.
    str(model._base_manager.all().query)
    model._meta.get_fields()
# And which address belongs to which name.
reverse("admin:index")
# A collector that looks through all of this in each fork would copy the memory that they share.
gc.collect()
gc.freeze()
