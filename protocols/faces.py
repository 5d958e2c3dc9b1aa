"""The wire formats that are here: each is a package of its own, which can be deleted as it is.

A package that has something to add to what all of them share (callbacks to write, suppliers to
buy from) says so in its module `registration`, which is imported once Django is set up. So nobody
names a wire format, and one that was deleted is simply not there.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import protocols

HERE = Path(__file__).parent
REGISTRATION = "registration"


def faces_with_registration() -> list[str]:
    """Names of the packages below this one that have a module `registration`, by alphabet."""
    packages = sorted(found.name for found in iter_modules(protocols.__path__) if found.ispkg)
    # Looked for on the disk: to ask Python would import every package, `admin` among them.
    return [name for name in packages if (HERE / name / f"{REGISTRATION}.py").exists()]


def register_faces() -> None:
    """Import the registration of each wire format; a second time changes nothing."""
    for name in faces_with_registration():
        import_module(f"protocols.{name}.{REGISTRATION}")
