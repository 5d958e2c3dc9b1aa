"""What is noted of a request: one line, one id, and nothing that is nobody's business."""

from __future__ import annotations

import json

import pytest
import structlog
from django.test import Client
from django.urls import path

from bookings.models import BookingEvent
from config import urls
from operators.tenancy.correlation import LONGEST_CORRELATION_ID, choose_correlation_id
from sales.models import OrderEvent
from tests.admin_world import logged_in, superuser
from tests.factories.scenarios import open_shop
from tests.loglines import written_lines
from tickets.models import TicketEvent


def fail(request, reference):
    raise ValueError("on purpose, for anna@mail.example")


urlpatterns = [*urls.urlpatterns, path("fail/<str:reference>", fail, name="fail")]


@pytest.fixture
def lines():
    with written_lines("perron.requests") as lines:
        yield lines


def sent_back(client: Client, **headers: str) -> str:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/health/live", headers=named)["X-Correlation-ID"]


@pytest.mark.parametrize("header", ["correlationId", "X-Correlation-ID", "X-Request-ID"])
def test_correlation_id_that_was_sent_is_sent_back(client, header):
    assert client.get("/health/live", headers={header: "trip-7"})["X-Correlation-ID"] == "trip-7"


def test_correlation_id_of_its_own_header_comes_before_that_of_a_proxy(client):
    assert sent_back(client, X_Request_ID="proxy", X_Correlation_ID="partner") == "partner"


@pytest.mark.parametrize(
    "unfit",
    [
        "",
        " ",
        "a b",
        "-begins-with-a-dash",
        "line\nbreak",
        'quo"te',
        "<script>",
        "anna@mail.example",
        "ünïcode",
        "x" * (LONGEST_CORRELATION_ID + 1),
    ],
)
def test_correlation_id_that_is_unfit_is_replaced(unfit):
    assert choose_correlation_id(unfit, None, "fit") == "fit"
    made = choose_correlation_id(unfit)
    assert (len(made), made != unfit) == (32, True)


def test_longest_correlation_id_is_kept():
    longest = "x" * LONGEST_CORRELATION_ID

    assert choose_correlation_id(longest) == longest


def test_two_requests_without_an_id_get_different_ones(client):
    assert sent_back(client) != sent_back(client)


def test_nothing_is_left_bound_after_a_request(client):
    sent_back(client, X_Correlation_ID="first")

    assert structlog.contextvars.get_contextvars() == {}


@pytest.mark.django_db
def test_request_is_one_line_without_path_or_query(client, lines):
    client.get("/docs/?mail=anna@mail.example", headers={"X-Correlation-ID": "r1"})

    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line.pop("ms") > 0
    assert line == {
        "event": "request",
        "method": "GET",
        "route": "docs",
        "status": 200,
        "correlation_id": "r1",
        "logger": "perron.requests",
        "level": "info",
    }


def test_probe_that_goes_well_is_no_news(client, lines):
    client.get("/health/live")

    assert lines() == []


def test_address_that_does_not_exist_is_a_warning_that_names_no_path(client, lines):
    client.get("/no-such-page/secret-of-a-link")

    (line,) = lines()
    assert (line["route"], line["status"], line["level"]) == ("none", 404, "warning")
    assert "secret" not in json.dumps(line)


@pytest.mark.urls(__name__)
def test_request_that_fails_is_one_line_with_its_reason(client, lines):
    client.raise_request_exception = False

    answer = client.get("/fail/ABC", headers={"X-Correlation-ID": "r1"})

    (line,) = lines()
    assert (answer.status_code, answer["X-Correlation-ID"]) == (500, "r1")
    assert (line["route"], line["reference"], line["level"]) == ("fail", "ABC", "error")
    assert line["correlation_id"] == "r1"
    assert line["exception"].splitlines()[-1] == "ValueError: on purpose, for ***"


@pytest.mark.django_db
def test_everything_a_sale_writes_is_joined_by_its_id():
    with structlog.contextvars.bound_contextvars(correlation_id="sale-1"):
        open_shop().sell()

    kinds = (BookingEvent, OrderEvent, TicketEvent)
    assert [set(kind.objects.values_list("correlation_id", flat=True)) for kind in kinds] == [
        {"sale-1"}
    ] * 3


@pytest.mark.django_db
def test_what_happens_outside_of_a_request_has_no_id():
    open_shop().sell()

    assert set(BookingEvent.objects.values_list("correlation_id", flat=True)) == {""}


@pytest.mark.django_db
def test_person_in_the_admin_is_in_the_line(lines):
    user = superuser()

    logged_in(user).post("/admin/operators/tenant/add/", {})

    assert [line["actor"] for line in lines()] == [f"staff:{user.username}"]
