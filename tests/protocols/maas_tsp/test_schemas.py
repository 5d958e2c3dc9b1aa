"""What the validators do beyond those of plain JSON Schema."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.maas_tsp import schemas
from tests.protocols.maas_tsp.schemas import (
    NotHere,
    Release,
    accepts,
    assert_valid,
    outside_profile,
    refused_error,
)

CREATED = {
    "tspId": "b-1", "state": "RESERVED", "meta": {}, "terms": {}, "token": {},
    "tspProduct": {"id": "cab"},
}  # fmt: skip
NAME = "tsp/booking-create/response"


@given(cents=st.integers(0, 10**7))
def test_no_amount_of_whole_cents_is_refused(cents):
    amount = float(Decimal(cents).scaleb(-2))

    assert list(schemas.multiple_of(schemas.Validator({}), 0.01, amount, {})) == []
    assert list(schemas.multiple_of(schemas.Validator({}), 0.01, amount + 0.005, {})) != []


@pytest.mark.parametrize("name", ["Åsa", "O'Neill", "Mary Ann", "王"])
def test_names_are_letters_of_any_script(published, name):
    assert_valid({**CREATED, "customer": {"firstName": name}}, NAME)


@pytest.mark.parametrize("name", ["R2D2", "a_b", ""])
def test_names_of_other_signs_are_refused(published, name):
    assert not accepts({**CREATED, "customer": {"firstName": name}}, NAME)


@pytest.mark.parametrize(
    ("address", "is_valid"),
    [
        ("streetName:Mannerheimintie|streetNumber:5|city:Helsinki", True),
        ("streetName:Ida%20Aalbergin%20tie", True),
        ("city:Oslo, and rubbish", True),
        ("Mannerheimintie 5", False),
        ("", False),
    ],
)
def test_addresses_have_one_component_at_least(published, address, is_valid):
    place = {"lat": 60.0, "lon": 24.0, "address": address}
    leg = {"mode": "TAXI", "startTime": 1893492000000, "endTime": 1893492000000}

    assert accepts({**CREATED, "leg": {**leg, "from": place, "to": place}}, NAME) is is_valid


def test_what_only_some_releases_refuse_is_told_with_its_place():
    body = {
        "terms": {"validity": {"startTime": 1572440451, "endTime": "2030-01-01T10:00:00Z"}},
        "rates": [{"currency": "USD"}],
    }

    assert outside_profile(body) == [
        "$.terms.validity.startTime: 1572440451 is not a time in milliseconds",
        "$.terms.validity.endTime: 2030-01-01T10:00:00Z is not a time in milliseconds",
        "$.rates[0].currency: USD is not known to every release",
    ]
    with pytest.raises(AssertionError):
        assert_valid(body, NAME)


def test_errors_have_a_text_of_their_length():
    assert refused_error({"code": "C" * 64, "message": "M" * 256}) == []
    assert refused_error({"code": 404, "message": ""}) == [
        "$.code is not a text of 1 to 64",
        "$.message is not a text of 1 to 256",
    ]


def test_further_releases_are_read_from_folders(published, monkeypatch):
    [first, *_] = published
    monkeypatch.setenv("MAAS_SCHEMAS", str(first.folder.parent))
    schemas.releases.cache_clear()
    try:
        assert [one.folder for one in schemas.releases()] == [first.folder, first.folder]
    finally:
        schemas.releases.cache_clear()


def test_machine_without_npm_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotHere, match="There is no npm on this machine"):
        schemas.pack(tmp_path)


def test_npm_that_fails_says_so(monkeypatch, tmp_path):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    with pytest.raises(NotHere, match=r"npm has not fetched maas-schemas@10.6.0"):
        schemas.pack(tmp_path)


def test_package_that_is_another_is_not_unpacked(tmp_path):
    file = tmp_path / "maas-schemas-10.6.0.tgz"
    file.write_bytes(b"something else")

    with pytest.raises(AssertionError, match="is another file than it was"):
        schemas.unpack(file, tmp_path)


def test_releases_tell_where_a_document_is_wrong(published: tuple[Release, ...]):
    problems = published[0].problems({**CREATED, "cost": None, "more": 1}, NAME)

    assert sorted(problems) == [
        "10.6.0 $.cost: None is not of type 'object'",
        "10.6.0 $: Additional properties are not allowed ('more' was unexpected)",
    ]


def test_files_that_name_their_draft_are_held_to_the_same(tmp_path):
    folder = tmp_path / "later" / "schemas"
    (folder / "core").mkdir(parents=True)
    told = {
        "amount": {"$schema": "http://json-schema.org/draft-07/schema#", "multipleOf": 0.01},
        "cost": {"properties": {"amount": {"$ref": "https://schemas.test/amount"}}},
    }
    for name, schema in told.items():
        body = {"$id": f"https://schemas.test/{name}", **schema}
        (folder / "core" / f"{name}.json").write_text(json.dumps(body))
    release = Release("later", folder)

    assert release.problems({"amount": 19.9}, "core/cost") == []
    assert release.problems({"amount": 19.905}, "core/cost") == [
        "later $.amount: 19.905 is not a multiple of 0.01"
    ]
