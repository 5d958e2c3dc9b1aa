"""Headers that nobody needs and some send: a name for the log, a language (§2, §5)."""

from __future__ import annotations

import pytest

from operators.models import ApiClient
from protocols.sales.languages import accepted_language
from sales.models import Letter
from tests.loglines import written_lines
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import body_of

pytestmark = pytest.mark.django_db


# The client's name


@pytest.mark.parametrize(
    ("sent", "noted"),
    [
        ("ticketshop-web", "ticketshop-web"),
        (" Shop/2.1 (a@b.no)\t", "Shop/2.1 ab.no"),
        ("x" * 1000, "x" * 64),
        ('","status":200', "status200"),
        ("ÆØÅ", None),
        ("", None),
    ],
)
def test_name_of_the_client_is_noted(till, sent, noted):
    with written_lines("perron.requests") as lines:
        till.read("/payments", ET_Client_Name=sent)

    assert [line.get("client_name") for line in lines()] == [noted]


def test_name_of_the_client_is_noted_of_strangers_as_well(till):
    with written_lines("perron.requests") as lines:
        refused(
            till.get("/payments", Authorization="", ET_Client_Name="web"), 401, "UNAUTHENTICATED"
        )

    assert [line["client_name"] for line in lines()] == ["web"]


# Languages


@pytest.mark.parametrize(
    ("sent", "language"),
    [
        ("eng", "eng"),
        ("nno", "nob"),
        ("en-GB,en;q=0.9,nb;q=0.8", "eng"),
        ("de, nb-NO;q=0.4, en;q=0.3", "nob"),
        ("no;q=0.5, en;q=0.5", "nob"),
        ("en;q=0", None),
        ("en;q=2, de, *", None),
        ("", None),
        ("," * 10_000, None),
    ],
)
def test_language_that_is_liked_best_is_chosen(rf, sent, language):
    request = rf.get("/", headers={"Accept-Language": sent})

    assert accepted_language(request) == language


def test_letters_are_in_the_language_that_is_accepted(till, sold):
    groups = till.read(f"/ticket-distribution-groups?orderId={sold}")["items"]
    tickets = {"ticketDistributionGroupIds": [groups[0]["id"]], "email": "kari@example.no"}
    receipt = {"orderId": sold, "orderVersion": 1, "email": "kari@example.no"}
    path = "/ticket-distribution-groups/distribute"

    body_of(till.post(path, tickets, Accept_Language="en-GB"), 200)
    body_of(till.post(path, tickets | {"language": "nob"}, Accept_Language="en-GB"), 200)
    body_of(till.post("/receipts/send", receipt, Accept_Language="eng"), 200)
    body_of(till.post("/receipts/send", receipt), 200)

    languages = Letter.objects.order_by("pk").values_list("language", flat=True)
    assert list(languages) == ["eng", "nob", "eng", "nob"]


# What is left of the minute


def test_answers_tell_what_is_left_of_the_minute(till):
    ApiClient.objects.update(requests_per_minute=2)

    told = [quota_of(till.get("/payments")) for _ in range(3)]

    assert [one[:3] for one in told] == [("2", "1", "1"), ("2", "2", "0"), ("2", "2", "0")]
    assert {one[3:] for one in told} == {("minute", "2026-06-01T10:01:00Z")}


def test_refusals_of_strangers_tell_no_limit(till):
    assert "Rate-Limit-Allowed" not in till.get("/payments", Authorization="")


def quota_of(response):
    names = ("Allowed", "Used", "Available", "Range", "Expiry-Time")
    return tuple(response[f"Rate-Limit-{name}"] for name in names)


# What an installation may want otherwise


def test_reads_need_no_channel_where_the_installation_says_so(till, draft, settings):
    settings.SALES_READS_WITHOUT_CHANNEL = True

    assert till.read(f"/orders/{draft}", Entur_Distribution_Channel="")["id"] == draft
    response = till.get("/payments", Entur_Distribution_Channel="App")
    refused(response, 400, "INVALID_HEADER")
    for path in ("/payment-methods", "/customers"):
        refused(till.get(path, Entur_Distribution_Channel=""), 400, "MISSING_HEADER")
    response = till.post("/orders", {"currency": "NOK"}, Entur_Distribution_Channel="")
    refused(response, 400, "MISSING_HEADER")


def test_changes_need_if_match_where_the_installation_says_so(till, draft, offers, settings):
    settings.SALES_IF_MATCH_REQUIRED = True
    path = f"/orders/{draft}"

    refused(till.send("PATCH", path, {}), 428, "PRECONDITION_REQUIRED")
    tag = till.get(path)["ETag"]
    assert till.send("PATCH", path, {}, If_Match=tag).status_code == 200
    body = {"orderId": draft, "offerConfigurations": [{"offerId": offers[0]}]}
    refused(till.post("/reserve-offers", body), 428, "PRECONDITION_REQUIRED")
    payment = {"orderId": draft, "orderVersion": 1, "totalAmount": "1.00"}
    refused(till.post("/payments", payment), 428, "PRECONDITION_REQUIRED")
