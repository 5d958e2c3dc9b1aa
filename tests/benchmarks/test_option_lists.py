"""What is asked for in lists of options is there, and found."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from itertools import islice

import pytest

from benchmarks.bench import Bench
from benchmarks.loading.feeds import Network, write_feed
from benchmarks.loading.fleet import open_city
from benchmarks.measures.options import kinds_of
from benchmarks.measures.quick import headers_of, quick_paths, ride_queries, taxi_query
from benchmarks.options import read_options
from tests.faces import needs_face

VEHICLES, STOP_TIMES = 400, 25 * 400
ASKED = 5
"""Questions of each kind: each time one ride of five has no connection."""


@pytest.fixture
def bench(works, seeded, tmp_path) -> Bench:
    sizes = ["options", "--vehicles", f"{VEHICLES}", "--stop-times", f"{STOP_TIMES}"]
    bench = Bench(read_options(sizes), tmp_path, "", seeded)
    bench.__dict__ |= {"works": works, "city": open_city(works, tmp_path, VEHICLES)}
    return bench


def test_stops_of_a_feed_are_where_they_are_asked_for(tmp_path):
    network = Network(25 * 4000)
    write_feed(
        tmp_path / "feed.zip", network, first_day=date(2026, 6, 1), last_day=date(2026, 6, 2)
    )
    with zipfile.ZipFile(tmp_path / "feed.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("stops.txt").decode())))

    assert [(row["stop_id"], network.place_of(row["stop_id"])) for row in rows] == [
        (row["stop_id"], (row["stop_lat"], row["stop_lon"])) for row in rows
    ]


@needs_face("maas_tsp")
@pytest.mark.django_db
def test_every_kind_of_list_finds_something(bench, client):
    told = bench.demo["maas_tsp"]
    found = {}
    for kind in kinds_of(bench):
        # So few vehicles are far from each other.
        wide = {"fromRadius": 5000} if kind.title == "scooters" else {}
        answers = [
            client.get(
                f"{told['base']}/bookings/options", query, headers={"X-API-Key": told["api_key"]}
            )
            for query in (one | wide for one in islice(kind.queries, ASKED))
        ]
        assert {answer.status_code for answer in answers} == {200}
        found[kind.title] = sum(len(answer.json()["options"]) for answer in answers)

    assert [title for title, options in found.items() if not options] == []
    assert list(found) == ["rides", "scooters", "taxis"]


@needs_face("tripgo")
@pytest.mark.django_db
def test_parts_of_trips_that_are_measured_can_be_booked(bench, client):
    assert bench.feed_version.pk
    found = []
    for queries in (ride_queries(bench), [taxi_query()]):
        told = (
            client.get("/v1/routing.json", query, headers=headers_of(bench)).json()
            for query in islice(queries, ASKED)
        )
        paths = [path for answer in told for path in islice(quick_paths(answer), 1)]
        lists = [client.get(path, headers=headers_of(bench)) for path in paths]
        assert {answer.status_code for answer in lists} == {200}
        found.append([len(answer.json()) for answer in lists])

    # Each time one ride of five has no connection.
    assert found == [[1] * (ASKED - 1), [1]]
