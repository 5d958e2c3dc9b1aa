"""The published JSON Schemas of this format: the npm package `maas-schemas`, fetched by npm once
for a machine and kept below `var/`. Where npm or its registry is not there, only what holds for
every release is checked (`outside_profile`), and the tests about the schemas are skipped.

Further releases are read from the folders that MAAS_SCHEMAS names (as PATH does), each a package of
its own with a folder `schemas`: those of later releases are in no registry, but in a clone.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import regex
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from runner import ROOT

PACKAGE = "maas-schemas"
VERSION = "10.6.0"
SHA512 = (
    "5b91f40b9cb0550329f87dada168fa31205caddcd7f6075a64ce10e68ba7f816"
    "58cd56394c0eb30c7ecf068cfd54a29453720bdcb6b6573afcca6e9d0156acf6"
)
KEPT = ROOT / "var" / PACKAGE
PATIENCE = 60
"""Seconds that npm may take."""
WHOLE = 1e-6
"""What may be missing to a whole cent: binary fractions have none of most of them."""
EARLIEST = 126_230_400_000
"""The first moment that release 27 knows; in seconds, every time of ours would be before it."""
CURRENCIES = {"EUR", "GBP", "SGD", "JPY"}
TIMES = {
    "startTime", "endTime", "startTimeReturn", "endTimeReturn", "eta", "refreshAt", "validTo",
}  # fmt: skip


class NotHere(Exception):
    """Why there are no schemas on this machine."""


def regexp(validator: Any, rule: str, instance: Any, schema: Any) -> Iterator[Any]:
    """The keyword of ajv that names and addresses are held to: a literal of JavaScript."""
    body, _, flags = rule.removeprefix("/").rpartition("/")
    found = regex.compile(body, regex.IGNORECASE if "i" in flags else 0)
    if validator.is_type(instance, "string") and not found.search(instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {rule!r}")


def pattern(validator: Any, rule: str, instance: Any, schema: Any) -> Iterator[Any]:
    """As it is, but knowing `\\p{L}`."""
    if validator.is_type(instance, "string") and not regex.search(rule, instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {rule!r}")


def multiple_of(validator: Any, step: float, instance: Any, schema: Any) -> Iterator[Any]:
    """As the callers of this format count."""
    if not validator.is_type(instance, "number"):
        return
    parts = instance / step
    if abs(parts - round(parts)) > WHOLE:
        yield jsonschema.ValidationError(f"{instance!r} is not a multiple of {step}")


Validator = extend(
    jsonschema.Draft7Validator,
    {"regexp": regexp, "pattern": pattern, "multipleOf": multiple_of},
)


@dataclass(frozen=True)
class Release:
    """The schemas of one release, found by their path: their ids differ between the releases."""

    name: str
    folder: Path

    def problems(self, body: Any, name: str) -> list[str]:
        """What a document's schema has against it, each with its place."""
        validator = self._validator.evolve(schema={"$ref": self._ids[name]})
        return [
            f"{self.name} {error.json_path}: {error.message}"
            for error in validator.iter_errors(body)
        ]

    @cached_property
    def names(self) -> list[str]:
        return sorted(self._ids)

    @cached_property
    def _documents(self) -> dict[str, Any]:
        found = {
            path.relative_to(self.folder).with_suffix("").as_posix(): json.loads(path.read_text())
            for path in sorted(self.folder.rglob("*.json"))
        }
        for one in found.values():
            one.pop("$schema", None)  # It would bring back the plain validator.
        return found

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {name: found["$id"] for name, found in self._documents.items() if "$id" in found}

    @cached_property
    def _validator(self) -> Any:
        """The one all others come from: each would join the registry with those of all drafts."""
        # By hand: draft 7 knows no `$id` beside a `$ref`, but some of these have both.
        told = {one["$id"].rstrip("#"): one for one in self._documents.values() if "$id" in one}
        resources = ((uri, Resource(one, DRAFT7)) for uri, one in told.items())
        registry: Registry[Any] = Registry().with_resources(resources)
        return Validator({}, registry=registry)


def assert_valid(body: Any, name: str) -> None:
    """AssertionError unless every release allows what we send: `tsp/booking-create/response`."""
    found = outside_profile(body)
    if name == "core/error":
        found += refused_error(body)
    for release in releases():
        found += release.problems(body, name)
    assert found == [], json.dumps(body, indent=1)


def accepts(body: Any, name: str) -> bool:
    """Whether some release allows what a caller sends; without schemas whatever it is."""
    return not releases() or any(not release.problems(body, name) for release in releases())


def outside_profile(body: Any, place: str = "$") -> list[str]:
    """What some release, of those that are not here as well, would refuse in what we send."""
    if isinstance(body, list):
        return [
            told for at, one in enumerate(body) for told in outside_profile(one, f"{place}[{at}]")
        ]
    if not isinstance(body, dict):
        return []
    found = []
    for key, value in body.items():
        if key in TIMES and not (isinstance(value, int) and value >= EARLIEST):
            found.append(f"{place}.{key}: {value} is not a time in milliseconds")
        if key == "currency" and value not in CURRENCIES:
            found.append(f"{place}.{key}: {value} is not known to every release")
        found += outside_profile(value, f"{place}.{key}")
    return found


def refused_error(body: Any) -> list[str]:
    """The limits of an error, which a later release has moved elsewhere."""
    limits = {"code": 64, "message": 256}
    return [
        f"$.{member} is not a text of 1 to {most}"
        for member, most in limits.items()
        if not isinstance(body.get(member), str) or not 1 <= len(body[member]) <= most
    ]


@cache
def releases() -> tuple[Release, ...]:
    """The releases that are on this machine; empty if there are none."""
    further = [Path(one) for one in os.environ.get("MAAS_SCHEMAS", "").split(os.pathsep) if one]
    told = [Release(one.name, one / "schemas") for one in further]
    try:
        return (Release(VERSION, fetched()), *told)
    except NotHere:
        return tuple(told)


@pytest.fixture(scope="session")
def published() -> tuple[Release, ...]:
    """The releases, or the reason why a test without them is skipped."""
    if not releases():
        pytest.skip(why_not())
    return releases()


def why_not() -> str:
    try:
        fetched()
    except NotHere as reason:
        return str(reason)
    return ""


@cache
def fetched() -> Path:
    """The folder of the schemas, fetched by whichever process comes first. NotHere."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / VERSION
    with (KEPT / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not kept.exists():
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                (unpack(pack(Path(folder)), Path(folder)) / "package").rename(kept)
    return kept / "schemas"


def pack(folder: Path) -> Path:
    """The package as npm gives it. NotHere."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotHere("There is no npm on this machine to fetch the schemas with")
    wish = ["pack", f"{PACKAGE}@{VERSION}", "--ignore-scripts", "--fetch-retries=0"]
    try:
        subprocess.run([npm, *wish], cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
    except (subprocess.SubprocessError, OSError) as error:
        raise NotHere(f"npm has not fetched {PACKAGE}@{VERSION}: {error}") from error
    return folder / f"{PACKAGE}-{VERSION}.tgz"


def unpack(file: Path, folder: Path) -> Path:
    digest = hashlib.sha512(file.read_bytes()).hexdigest()
    assert digest == SHA512, f"{file.name} is another file than it was"
    with tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
    return folder
