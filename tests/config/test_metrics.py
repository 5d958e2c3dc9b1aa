"""What Prometheus reads: figures of all processes, of the database and of the business."""

from __future__ import annotations

import os
from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from config.metrics.page import FOLDER
from config.metrics.requests import count_request
from config.metrics.tasks import count_task
from operators.tenancy.figures import count_barcodes
from protocols.models import ClientCount
from tests.apart import race_apart
from tests.counting import counted
from tests.factories.moments import NOW
from tests.factories.rentals import open_rental_shop
from tests.factories.scenarios import open_shop
from tests.factories.tickets import show_ticket
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

TOKEN = "watching"


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def look(client):
    """A function that reads a figure by its name and labels; None where there is none."""

    def read(figure: str, /, **labels: str) -> float | None:
        answer = client.get("/metrics")
        assert answer.status_code == 200
        # Only its own lines are parsed: the tests before have left thousands of others.
        lines = answer.content.decode().splitlines(keepends=True)
        mine = "".join(line for line in lines if line.startswith(figure))
        return samples(mine).get((figure, tuple(sorted(labels.items()))))

    return read


def test_page_is_for_this_machine_without_a_token(client):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="").status_code == 404


def test_page_is_not_there_for_a_server_of_the_world_without_a_token(client, settings):
    settings.INSECURE_HTTP = False

    assert client.get("/metrics").status_code == 404


def test_page_opens_for_the_token_from_anywhere(client, settings):
    settings.METRICS_TOKEN = TOKEN

    def ask(authorization: str) -> int:
        headers = {"Authorization": authorization}
        return client.get("/metrics", REMOTE_ADDR="192.0.2.1", headers=headers).status_code

    assert ask(f"Bearer {TOKEN}") == 200
    assert [ask(wrong) for wrong in ("Bearer other", "Bearer ", "", "Bearer münze")] == [404] * 4
    assert client.get("/metrics").status_code == 404


def test_page_is_plain_text_that_is_not_kept(client):
    answer = client.get("/metrics")

    assert answer["Content-Type"].startswith("text/plain")
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/metrics").status_code == 405


def test_request_is_counted_by_route_method_and_status_never_by_path(client, look):
    labels = {"route": "none", "method": "GET", "status": "404"}
    before = look("perron_request_seconds_count", **labels) or 0

    client.get("/no/such/path")
    client.get("/another")

    assert look("perron_request_seconds_count", **labels) == before + 2
    assert "such" not in client.get("/metrics").content.decode()


def test_unusual_method_makes_no_figure_of_its_own(look):
    before = look("perron_request_seconds_count", route="r", method="OTHER", status="405") or 0

    count_request("r", "BREW", 405, 0.1)

    assert look("perron_request_seconds_count", route="r", method="OTHER", status="405") == (
        before + 1
    )


def test_task_is_counted_by_name_and_outcome(look):
    labels = {"task": "trial.task", "state": "FAILURE"}
    before = look("perron_task_seconds_count", **labels) or 0

    count_task("trial.task", "FAILURE", 0.2)

    assert look("perron_task_seconds_count", **labels) == before + 1


@pytest.mark.django_db(transaction=True)
def test_sale_is_counted_by_what_happened(look):
    def sold() -> list[float]:
        names = [("booking", "CONFIRMED"), ("ticket", "ISSUED")]
        events = [look("perron_events_total", of=of, name=name) or 0 for of, name in names]
        return [*events, look("perron_barcodes_handed_out_total") or 0]

    before = sold()
    open_shop().sell()
    show_ticket(Ticket.objects.get())

    assert [now - then for now, then in zip(sold(), before, strict=True)] == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_counted(look):
    before = look("perron_barcodes_handed_out_total") or 0

    with transaction.atomic():
        count_barcodes(5)
        transaction.set_rollback(True)
    count_barcodes(0)

    assert look("perron_barcodes_handed_out_total") == before


def test_hold_that_no_timer_has_ended_is_overdue(look):
    assert look("perron_overdue_seconds", of="holds") == 0

    open_shop().hold(at=NOW)

    assert look("perron_holds") == 1
    assert look("perron_overdue_seconds", of="holds") > 0
    assert look("perron_overdue_seconds", of="tickets") == 0


def test_rental_whose_vehicle_nobody_asked_is_overdue(look):
    open_rental_shop().book(at=NOW)

    assert look("perron_overdue_seconds", of="rentals") > 0
    assert look("perron_overdue_seconds", of="holds") == 0


def test_database_and_broker_are_told(look):
    assert look("perron_database_connections", state="active") is not None
    assert look("perron_database_commits") > 0
    assert look("perron_database_deadlocks") is not None
    assert look("perron_broker_up") == 1
    assert look("perron_messages_waiting") == 0


def test_broker_that_is_gone_is_told(look, settings):
    from config.celery import app

    before = app.conf.broker_url, app.conf.broker_write_url
    app.conf.broker_url = app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    try:
        assert look("perron_broker_up") == 0
        assert look("perron_messages_waiting") is None
    finally:
        app.conf.broker_url, app.conf.broker_write_url = before


def test_looking_costs_as_many_statements_however_much_was_sold(client):
    client.get("/metrics")
    with counted() as for_nothing:
        client.get("/metrics")
    shop = open_shop()
    for _ in range(3):
        shop.sell()
    with counted() as for_three:
        client.get("/metrics")

    assert for_three.statements == for_nothing.statements
    assert for_three.statements <= 16
    assert ClientCount.objects.count() == 0


def count_here(folder: str, requests: int) -> str:
    """Count in a process of its own; the figures of all that share the folder."""
    os.environ[FOLDER] = folder
    for _ in range(requests):
        count_request("legs-one", "GET", 200, 0.001)
    count_barcodes(3)
    return Client().get("/metrics").content.decode()


@pytest.mark.django_db(transaction=True)
def test_figures_of_all_processes_that_share_a_folder_are_summed(tmp_path):
    race_apart(*[partial(count_here, str(tmp_path), 5)] * 2)

    (last,) = race_apart(partial(count_here, str(tmp_path), 1))

    figures = samples(last)
    labels = (("method", "GET"), ("route", "legs-one"), ("status", "200"))
    assert figures["perron_request_seconds_count", labels] == 11
    assert figures["perron_barcodes_handed_out_total", ()] == 9
    assert figures["perron_broker_up", ()] == 1
