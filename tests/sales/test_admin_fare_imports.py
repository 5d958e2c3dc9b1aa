"""Importing fares in the admin: the page tells what came of it."""

import pytest
import time_machine

from sales.models import Product
from tests.admin_world import button, logged_in, member, send_shown
from tests.factories.gtfs import contents_of, small_feed, zip_upload
from tests.factories.gtfs_fares import first_version
from tests.factories.moments import NOW
from tests.factories.operators import OperatorFactory
from tests.factories.sales import PassengerCategoryFactory
from tests.factories.tickets import TicketTypeFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}
    return tmp_path / "feeds"


@standing
def operator():
    operator = OperatorFactory()
    PassengerCategoryFactory(tenant=operator.tenant, code="adult", name="Adult", is_default=True)
    return operator


@standing
def kind(operator):
    return TicketTypeFactory(tenant=operator.tenant)


@standing
def browser(operator):
    return logged_in(member(operator.tenant))


def send(browser, operator, kind, feed, **changes):
    form = {
        "upload": zip_upload(contents_of(feed)),
        "name": "city",
        "ticket_type": kind.pk,
        "vat_rate": "9",
        **changes,
    }
    return send_shown(browser, button("operators_operator_import_fares", operator), form)


def test_fares_become_products_and_the_page_tells_which(browser, operator, kind, uploads):
    page = send(browser, operator, kind, first_version())

    result = page.context["result"]
    codes = list(Product.objects.filter(operator=operator).values_list("code", flat=True))
    assert codes != []
    assert result.sentence == f"Imported: products {', '.join(codes)}."
    assert "put the products on sale in a channel" in page.text
    assert list(uploads.iterdir()) == []


def test_only_checking_stores_nothing(browser, operator, kind):
    page = send(browser, operator, kind, first_version(), dry_run="on")

    assert page.context["result"].sentence.startswith("Nothing was stored; it would be: products")
    assert not Product.objects.exists()


def test_feed_without_fares_is_refused_with_a_report(browser, operator, kind, uploads):
    page = send(browser, operator, kind, small_feed())

    result = page.context["result"]
    assert result.was_refused
    assert result.sentence.startswith("The fares were refused.")
    assert ">Error<" in page.text
    assert not Product.objects.exists()
    assert list(uploads.iterdir()) == []


def test_ticket_type_of_another_tenant_is_no_choice(browser, operator):
    page = send(browser, operator, TicketTypeFactory(), first_version())

    assert set(page.context["form"].errors) == {"ticket_type"}
    assert page.context["result"] is None


def test_sent_page_imports_once(browser, operator, kind):
    path = button("operators_operator_import_fares", operator)
    form = {"name": "city", "ticket_type": kind.pk, "vat_rate": "9", "shown": "old"}

    page = browser.post(path, {**form, "upload": zip_upload(contents_of(first_version()))})

    assert page.context["result"] is None
    assert not Product.objects.exists()
    assert "This page was sent before" in page.text
    assert browser.put(path).status_code == 405
