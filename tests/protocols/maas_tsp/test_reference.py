"""Every example of the reference, held against the published schemas: what it calls valid is, and
what it says is refused is. The reference is no part of the project; where it is missing, nothing
is checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.protocols.maas_tsp.client import ANSWERS
from tests.protocols.maas_tsp.schemas import Release, outside_profile, refused_error

FILE = Path(settings.BASE_DIR).parent / "shared" / "protocols" / "maas-tsp.md"
EXAMPLE = re.compile(
    r"<!-- (maas|maas-bad): (\S+)\.json -->\n```json\n(.*?)^```", re.MULTILINE | re.DOTALL
)
FOUND = EXAMPLE.findall(FILE.read_text()) if FILE.exists() else []
EXAMPLES = [
    pytest.param(name, json.loads(text), kind == "maas", id=f"{kind} {name} {number}")
    for number, (kind, name, text) in enumerate(FOUND)
]


@pytest.mark.skipif(not FOUND, reason="the reference of this format is not beside the project")
@pytest.mark.parametrize(("name", "body", "is_valid"), EXAMPLES)
def test_examples_are_what_the_reference_says(
    published: tuple[Release, ...], name: str, body: Any, is_valid: bool
):
    problems = {release.name: release.problems(body, name) for release in published}

    assert {one: bool(found) for one, found in problems.items()} == {
        release.name: not is_valid for release in published
    }, problems


@pytest.mark.skipif(not FOUND, reason="the reference of this format is not beside the project")
def test_valid_examples_keep_to_what_all_releases_have_in_common():
    sent = [
        (name, body)
        for name, body, is_valid in (param.values for param in EXAMPLES)
        if is_valid and not name.endswith("/request")
    ]

    assert [(name, outside_profile(body)) for name, body in sent if outside_profile(body)] == []
    assert [refused_error(body) for name, body in sent if name == "core/error"] == [[]]


def test_every_answer_has_its_schema(published: tuple[Release, ...]):
    names = {name for _, _, name in ANSWERS}

    for release in published:
        assert names - set(release.names) == set()
