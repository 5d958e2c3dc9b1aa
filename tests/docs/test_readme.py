import re

import pytest

from runner import ROOT
from tests.faces import GONE, needs_face

README = (ROOT / "README.md").read_text()
PAGES = ["README.md", "docs/tour.md", "docs/tour-sales.md", "docs/tour-fleet.md"]
PAGES += ["docs/tour-maas.md", "docs/tour-tripgo.md", "docs/tour-inspection.md"]
PAGES += ["docs/operations.md", "docs/benchmarks.md", "docs/dictionary.md"]
PAGES += sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "decisions").glob("*.md"))
SUFFIXES = "py|md|toml|txt|json"
WRITTEN_BY_THE_DEMO = {"var/", "var/demo.json", "var/secrets.json", "var/log/"}


def paths_in(text):
    named = re.findall(rf"`([\w.-]+(?:/[\w.-]+)*(?:/|\.(?:{SUFFIXES})))`", text)
    return {name for name in named if "/" in name or (ROOT / name).exists()}


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_is_named_exists(page):
    named = paths_in((ROOT / page).read_text())

    missing = {name for name in named - WRITTEN_BY_THE_DEMO if not (ROOT / name).exists()}
    assert {name for name in missing if not is_of_a_face_that_is_gone(name)} == set()


def is_of_a_face_that_is_gone(name):
    """What was decided stays written when a wire format is deleted."""
    return any(name.startswith(f"protocols/{face}/") for face in GONE)


@needs_face("tomp")
def test_every_function_of_the_story_is_in_its_file():
    told = re.findall(r"`(\w+)`\s+\(`([\w/.]+\.py)`\)", README)

    assert len(told) >= 10
    assert [
        (name, path)
        for name, path in told
        if not re.search(rf"^(?:def|class) {name}\b", (ROOT / path).read_text(), re.MULTILINE)
    ] == []


def test_every_command_is_one_of_dev():
    commands = set(re.findall(r"python3 dev\.py (\w+)", README))
    known = set(re.findall(r'"(\w+)"', re.search(r"COMMANDS = \((.*?)\)", dev())[1]))

    assert commands <= known
    assert {"demo", "test"} <= commands


def test_ladder_is_the_one_that_the_linter_holds():
    layers = re.search(r'layers = \["protocols".*?\]', (ROOT / "pyproject.toml").read_text())[0]
    apps = re.findall(r'"(\w+)"', layers)

    assert "  <-  ".join(reversed(apps)) in README


def test_readme_is_short():
    assert len(README.splitlines()) < 120


def dev():
    return (ROOT / "dev.py").read_text()
