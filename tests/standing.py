"""What the tests of a module begin with, built once and left standing in the database.

Opening a shop takes longer than most tests do. A fixture that is made with `standing` is built for
the first test that asks for it, in a savepoint of its own, and the tests that follow find it there:
what they change themselves is undone after each of them, and they get copies of the objects. Before
a test that asks for less, the savepoints are rolled back as far as needed, so every test finds in
the database what it has asked for and nothing else.

What such a fixture asks for may also be what its tests are parametrized with: then there is one
for each value, and the tests of one value follow each other.

In tests that commit, and in modules that share their world otherwise, such a fixture is a plain
one.
"""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property, wraps
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import time_machine
from django.db import transaction
from django.http.cookie import SimpleCookie
from django.test import Client

from tests.factories.moments import NOW

Build = Callable[..., Any]
COMMITTING = {"transactional_db", "live_server"}
"""Fixtures of tests that commit."""
SHARED_OTHERWISE = "module_database"


class Part(NamedTuple):
    """What a fixture builds, which is something else for each value that its tests have."""

    build: Build
    values: tuple[tuple[str, Any], ...]


class Value(NamedTuple):
    """What a test is parametrized with."""

    told: Any


Sources = list[Part | Value | None]
PARTS = pytest.StashKey[dict[Part, Sources]]()


def standing(build: Build) -> Any:
    """A fixture that is left standing. Its arguments are other such fixtures, what its tests are
    parametrized with, or `db`."""

    @wraps(build)
    def fixture(*args: Any, **kwargs: Any) -> Any:
        return GROUND.copies[build] if build in GROUND.copies else build(*args, **kwargs)

    fixture.build = build  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


@contextmanager
def undone_at_the_end() -> Iterator[None]:
    """A transaction around several tests, as theirs is around each of them."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # durable blocks run inside tests
    with around:
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Layer:
    """One fixture that stands, its savepoint, and how this and all before it look by now."""

    part: Part
    savepoint: ExitStack
    objects: dict[Part, Any]

    def copies(self) -> dict[Part, Any]:
        if self._written is None:
            return deepcopy(self.objects)
        return dict(zip(self.objects, pickle.loads(self._written), strict=True))  # noqa: S301

    @cached_property
    def _written(self) -> bytes | None:
        """To read them again is several times as fast as to copy them. Not all can be written."""
        try:
            return pickle.dumps(list(self.objects.values()), pickle.HIGHEST_PROTOCOL)
        except (pickle.PicklingError, AttributeError, TypeError):
            return None


@dataclass
class Ground:
    """What stands at present, in the order in which it was built."""

    layers: list[Layer] = field(default_factory=list)
    copies: dict[Build, Any] = field(default_factory=dict)
    """The objects of the test that runs."""

    def hold(self, wanted: dict[Part, Sources]) -> None:
        """Let exactly these stand; each with those it is built from, none for the database."""
        parts = list(wanted)
        same = 0
        for layer, part in zip(self.layers, parts, strict=False):
            if layer.part != part:
                break
            same += 1
        self.clear(down_to=same)
        for part in parts[same:]:
            self._add(part, wanted[part])
        copies = self.layers[-1].copies() if self.layers else {}
        self.copies = {part.build: copy for part, copy in copies.items()}

    def clear(self, down_to: int = 0) -> None:
        while len(self.layers) > down_to:
            self.layers.pop().savepoint.close()

    def _add(self, part: Part, sources: Sources) -> None:
        objects = self.layers[-1].copies() if self.layers else {}
        with ExitStack() as savepoint:
            savepoint.enter_context(undone_at_the_end())
            objects[part] = part.build(*[_given(source, objects) for source in sources])
            self.layers.append(Layer(part, savepoint.pop_all(), objects))


def _given(source: Part | Value | None, objects: dict[Part, Any]) -> Any:
    if isinstance(source, Value):
        return source.told
    return source and objects[source]


GROUND = Ground()


def commits(item: pytest.Item) -> bool:
    """Whether the test commits what it does."""
    marker = item.get_closest_marker("django_db")
    told = bool(marker and (marker.args or marker.kwargs.get("transaction")))
    return told or not COMMITTING.isdisjoint(names_of(item))


def builds_of(item: pytest.Item) -> dict[Part, Sources]:
    """The fixtures of a test that may be left standing, each with those it is built from."""
    found = item.stash.get(PARTS, None)
    if found is None:
        found = item.stash[PARTS] = {}
        if not commits(item):
            search = Search(item, found)
            for name in names_of(item):
                search.find(name)
    return found


class Search:
    """Looks through the fixtures of a test for those that may be left standing."""

    def __init__(self, item: Any, found: dict[Part, Sources]) -> None:
        self.known = item._fixtureinfo.name2fixturedefs
        self.parameters = getattr(item, "callspec", None)
        self.found = found
        self.seen: dict[tuple[str, int], Part | None] = {}

    def find(self, name: str, place: int = -1) -> Part | None:
        """Note the fixture and those below it; return it if it may be left standing."""
        if (name, place) not in self.seen:
            self.seen[name, place] = self._look(name, place)
        return self.seen[name, place]

    def _look(self, name: str, place: int) -> Part | None:
        definitions = self.known.get(name, ())
        if len(definitions) < -place:
            return None
        definition = definitions[place]
        build: Build | None = getattr(definition.func, "build", None)
        sources: Sources = []
        values: list[tuple[str, Any]] = []
        for argument in definition.argnames:
            if build and self.parameters and argument in self.parameters.params:
                told = self.parameters.params[argument]
                sources.append(Value(told))
                # Of what is called it is known whether two are the same.
                known = told is None or callable(told)
                values.append((argument, told if known else self.parameters.indices[argument]))
                continue
            # A fixture that asks for its own name asks for the one of the folder above.
            source = self.find(argument, place - 1 if argument == name else -1)
            if source is None and argument != "db":
                build = None
            sources.append(source)
            values += source.values if source else ()
        if build is None:
            return None
        part = Part(build, tuple(dict.fromkeys(values)))
        self.found.setdefault(part, sources)
        return part


def mark_tests(items: Sequence[pytest.Item]) -> None:
    """Have what they begin with stand before anything else of theirs, above all their transaction.

    All tests of such a module are marked, since those that begin with nothing are to find nothing.
    """
    otherwise = {item.path for item in items if SHARED_OTHERWISE in names_of(item)}
    marked = {item.path for item in items if builds_of(item)} - otherwise
    for item in items:
        if item.path in marked and "stood_up" not in names_of(item):
            names_of(item).insert(0, "stood_up")


def side_by_side(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The tests of each module so that what stands is torn down as seldom as can be: those that
    begin with the same follow each other, and what asks for less comes after what asks for more."""
    places: dict[Path, int] = {}
    numbers: dict[Part, int] = {}

    def place_of(item: pytest.Item) -> tuple[float, ...]:
        ground = [numbers.setdefault(part, len(numbers)) for part in builds_of(item)]
        return places.setdefault(item.path, len(places)), *ground, inf

    return sorted(items, key=place_of)


def names_of(item: pytest.Item) -> list[str]:
    """The fixtures of a test, in the order in which they are made."""
    names: list[str] = getattr(item, "fixturenames", [])
    return names


@pytest.fixture
def stood_up(
    request: pytest.FixtureRequest, ground: None, django_db_blocker: Any
) -> Iterator[None]:
    """What the test begins with stands; built at the time of its clock, if it has one."""
    has_clock = "clock" in request.fixturenames
    moment = time_machine.travel(NOW, tick=False) if has_clock else nullcontext()
    with django_db_blocker.unblock(), moment:
        GROUND.hold(builds_of(request.node))
    yield
    GROUND.copies = {}


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Nothing is left standing when the module is done."""
    yield
    with django_db_blocker.unblock():
        GROUND.clear()


def _browser(cookies: SimpleCookie, defaults: dict[str, Any]) -> Client:
    client = Client(**defaults)
    client.cookies = cookies
    return client


# A copy of a browser has the same cookies; what answers its requests is not copied with it.
copyreg.pickle(Client, lambda client: (_browser, (client.cookies, client.defaults)))
