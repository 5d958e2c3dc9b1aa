"""Setting up how tickets look, and looking into them."""

import pytest

from operators.models import Role
from tests.admin_world import address, errors_of, logged_in, member, parts
from tests.counting import counted
from tests.factories.moments import later
from tests.factories.scenarios import open_shop
from tests.factories.tickets import TicketTypeFactory, show_ticket
from tests.standing import standing
from tickets.models import TicketType

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def type_form(**changes):
    return {
        "name": "Day ticket",
        "activation": "LATER",
        "symbology": "AZTEC",
        "rotation_seconds": 30,
        "overlap_seconds": 15,
        "barcode_format": "T1",
        "fare_document": "OPEN_TICKET",
        "prefetch_seconds": 300,
        "default_media": "image/png",
        "media": ["text/plain", "image/png"],
        **changes,
    }


def test_default_form_comes_first(shop, browser):
    response = browser.post(address(TicketType, "add"), type_form())

    assert response.status_code == 302
    kept = TicketType.objects.get(name="Day ticket")
    assert (kept.tenant, kept.media) == (shop.tenant, ["image/png", "text/plain"])


def test_form_shows_the_default_as_it_was_kept(shop, browser):
    kept = TicketTypeFactory(tenant=shop.tenant, media=["image/svg+xml", "text/plain"])

    response = browser.get(address(kept, "change"))

    initial = response.context["adminform"].form.initial
    assert initial["default_media"] == "image/svg+xml"
    assert initial["media"] == ["image/svg+xml", "text/plain"]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"rotation_seconds": 14},
            {"rotation_seconds": ["Write 15 to 300 seconds, or 0 for a static one."]},
        ),
        (
            {"rotation_seconds": 301},
            {"rotation_seconds": ["Write 15 to 300 seconds, or 0 for a static one."]},
        ),
        ({"overlap_seconds": 61}, {"overlap_seconds": ["Write at most 60 seconds."]}),
        ({"default_media": ""}, {"default_media": ["This field is required."]}),
        ({"prefetch_seconds": 901}, {"prefetch_seconds": ["Write at most 900 seconds."]}),
        (
            {"scans_allowed": 0},
            {"scans_allowed": ["Allow one inspection at least, or leave it empty for any number."]},
        ),
        (
            {"device_signed": True, "rotation_seconds": 300},
            {
                "device_signed": ["Only UIC barcodes are signed by phones."],
                "rotation_seconds": ["A phone signs anew every 15 to 60 seconds."],
                "media": ["A phone draws what it signs: leave text/html, JSON and octets only."],
            },
        ),
        (
            {"barcode_format": "UIC", "symbology": "QR"},
            {
                "rotation_seconds": [
                    "A UIC barcode lives 60, 120, 180, 240 or 300 seconds, or 0 for a static one."
                ],
                "symbology": ["UIC barcodes are Aztec codes."],
                "media": ["A UIC barcode is no text, so it has neither that form nor Google's."],
            },
        ),
        (
            {"barcode_format": "UIC", "device_signed": True},
            {
                "media": [
                    "A phone draws what it signs: leave text/html, JSON and octets only.",
                    "A UIC barcode is no text, so it has neither that form nor Google's.",
                ],
            },
        ),
    ],
)
def test_ticket_type_is_refused_in_words(browser, changes, errors):
    response = browser.post(address(TicketType, "add"), type_form(**changes))

    assert errors_of(response) == errors


def test_static_barcode_is_kept(browser):
    response = browser.post(address(TicketType, "add"), type_form(rotation_seconds=0))

    assert response.status_code == 302
    assert not TicketType.objects.get(name="Day ticket").is_rotating


def test_type_whose_phones_sign_is_kept(browser):
    changes = {
        "barcode_format": "UIC",
        "device_signed": True,
        "rotation_seconds": 15,
        "default_media": "text/html",
        "media": ["application/json"],
        "scans_allowed": 3,
    }

    response = browser.post(address(TicketType, "add"), type_form(**changes))

    assert response.status_code == 302
    kept = TicketType.objects.get(name="Day ticket")
    assert (kept.device_signed, kept.scans_allowed) == (True, 3)


def test_list_says_how_often_barcodes_change(shop, browser):
    TicketTypeFactory(tenant=shop.tenant, rotation_seconds=0)

    response = browser.get(address(TicketType, "changelist"))

    page = response.context["cl"].model_admin
    rows = response.context["cl"].queryset.order_by("pk")
    assert [page.rotation(row) for row in rows] == ["Every 30 s", "Static"]


def test_ticket_page_shows_its_barcodes_without_what_they_say(shop):
    ticket = shop.sell().legs.get().ticket
    barcode = show_ticket(ticket)
    browser = logged_in(member(shop.tenant, Role.INSPECTOR))

    response = browser.get(address(ticket, "change"))

    assert [row.starts_at for row in parts(response)["barcode"]] == [barcode.starts_at]
    assert barcode.key.kid in response.text
    assert f"{barcode.starts_at.astimezone(shop.tenant.zone):%H:%M:%S}" in response.text
    assert barcode.text not in response.text


def test_ticket_page_takes_as_many_queries_for_three_barcodes_as_for_one(shop, browser):
    ticket = shop.sell().legs.get().ticket
    show_ticket(ticket)
    browser.get(address(ticket, "change"))
    with counted() as for_one:
        browser.get(address(ticket, "change"))
    show_ticket(ticket, at=later(minutes=1))
    show_ticket(ticket, at=later(minutes=2))

    with counted() as for_three:
        response = browser.get(address(ticket, "change"))

    assert len(parts(response)["barcode"]) == 3
    assert for_three.statements == for_one.statements
