"""Exports in the admin: asked for with their totals, watched, downloaded by who may then."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from operators.models import Membership, Role
from sales.exports.jobs.asking import wish_of
from sales.models import Export
from tests.admin_world import address, button, logged_in, member, superuser
from tests.factories.export_jobs import asked_export, ready_export
from tests.factories.moments import NOW
from tests.factories.orders import sold
from tests.factories.scenarios import Shop, open_shop
from tests.sales.exporting import written
from tests.standing import standing


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.EXPORT_FOLDER = str(tmp_path)
    return tmp_path


@standing
def shop(db) -> Shop:
    opened = open_shop()
    sold(opened)
    return opened


def ask() -> str:
    return reverse("admin:sales_export_ask")


def wish(**more: Any) -> dict[str, Any]:
    return {
        "dataset": "orders", "organisation": "", "first_day": "2026-06-01",
        "last_day": "2026-06-01", "filter": "currency=eq:EUR", "format": "CSV",
        "dialect": "comma", **more,
    }  # fmt: skip


def status_of(response: Any) -> int:
    """Of a file that nobody reads."""
    response.close()
    return response.status_code


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_totals_are_shown_before_anything_is_asked_for(shop):
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    page = browser.get(ask(), {**wish(), "look": "1"})

    section = page.context["section"]
    assert section.facts == [("Rows", "1")]
    assert section.rows[0][:2] == ["EUR", "booked_amount"]
    assert "4.00" in section.rows[0][2]
    assert Export.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_export_is_asked_for_watched_and_downloaded(shop):
    browser = logged_in(member(shop.tenant, Role.FINANCE))
    shown = browser.get(ask(), {**wish(), "look": "1"}).context["shown"]

    sent = browser.post(ask(), {**wish(), "shown": shown})

    export = Export.objects.get()
    assert sent.url == address(export, "change")
    assert export.state == "READY"
    file = browser.get(button("sales_export_file", export))
    assert content_of(file) == written(wish_of(export))
    assert file.headers["ETag"] == f'"{export.digest}"'
    page = browser.get(address(export, "change"))
    assert page.context["report_sections"][0].facts == [("Rows", "1")]
    assert "Refresh" not in page.headers
    again = browser.post(ask(), {**wish(), "shown": shown})
    assert (again.url, Export.objects.count()) == (address(Export, "changelist"), 1)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"format": "DATEV"}, "not as DATEV"),
        ({"first_day": "2026-06-02"}, "ends before it begins"),
        ({"filter": "nonsense=eq:1"}, "nonsense"),
    ],
)
def test_wish_that_cannot_be_is_explained(shop, facts, told):
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    page = browser.get(ask(), {**wish(**facts), "look": "1"})

    assert told in page.context["refusal"]


def test_form_that_is_not_filled_in_is_explained(shop):
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    page = browser.get(ask(), {**wish(last_day="", filter="EUR"), "look": "1"})

    assert set(page.context["form"].errors) == {"last_day", "filter"}


def test_organisation_of_another_tenant_cannot_be_named(shop):
    other = open_shop(name="Second")
    sent = {**wish(organisation=other.channel.seller_id), "look": "1"}

    page = logged_in(member(shop.tenant, Role.FINANCE)).get(ask(), sent)
    both = logged_in(superuser()).get(ask(), {**sent, "tenant": shop.tenant.pk})

    assert set(page.context["form"].errors) == {"organisation"}
    assert set(both.context["form"].errors) == {"organisation"}


def test_pages_look_again_while_an_export_is_written(shop):
    browser = logged_in(member(shop.tenant, Role.FINANCE))
    assert "Refresh" not in browser.get(address(Export, "changelist")).headers

    export = asked_export(shop.tenant)

    assert browser.get(address(Export, "changelist")).headers["Refresh"] == "2"
    assert browser.get(address(export, "change")).headers["Refresh"] == "2"
    assert browser.get(button("sales_export_file", export)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_file_is_for_those_who_may_have_it_at_that_moment(shop):
    export = ready_export(shop.tenant)
    path = button("sales_export_file", export)
    clerk = member(shop.tenant, Role.FINANCE)
    browser = logged_in(clerk)
    assert status_of(browser.get(path)) == 200
    assert status_of(browser.get(path, headers={"Range": "bytes=3-"})) == 206
    assert browser.post(path).status_code == 405

    refused = {
        "support": logged_in(member(shop.tenant, Role.SUPPORT)).get(path).status_code,
        "stranger": logged_in(member(open_shop().tenant)).get(path).status_code,
        "nobody": Client().get(path).status_code,
    }
    Membership.objects.filter(user=clerk).update(role=Role.SUPPORT)
    lost = browser.get(path, headers={"Range": "bytes=3-"}).status_code
    Membership.objects.filter(user=clerk).delete()

    assert refused == {"support": 404, "stranger": 404, "nobody": 302}
    assert (lost, browser.get(path).status_code) == (404, 404)
    taken = export.events.filter(name="DOWNLOADED")
    assert list(taken.values_list("actor", flat=True)) == [f"staff:{clerk.username}"]
