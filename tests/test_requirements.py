import re
import tomllib

import pytest

from runner import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text()
LOCKED = [ROOT / "requirements" / name for name in ("runtime.txt", "dev.txt")]


def wanted_packages(*, dev):
    project = tomllib.loads(PYPROJECT)
    wanted = project["project"]["dependencies"]
    wanted = wanted + project["dependency-groups"]["dev"] if dev else wanted
    return {re.match(r"[\w-]+", line)[0] for line in wanted}


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_lock_holds_every_package_of_pyproject(path):
    locked = set(re.findall(r"^([\w-]+)(?:\[[\w,]+\])?==", path.read_text(), re.MULTILINE))

    assert wanted_packages(dev=path.name == "dev.txt") - locked == set()


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_lock_has_a_hash_for_every_package(path):
    packages = re.split(r"^(?=[\w-]+)", path.read_text(), flags=re.MULTILINE)[1:]

    assert [package for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_lock_names_no_host(path):
    assert re.findall(r"https?://|--(?:index|extra-index|find-links)", path.read_text()) == []


def test_pyproject_gives_a_reason_for_every_package():
    lines = re.findall(r'^    "[\w-]+(?:\[.*?\])?[~=><].*$', PYPROJECT, re.MULTILINE)

    assert len(lines) == len(wanted_packages(dev=True))
    assert [line for line in lines if "# " not in line] == []
