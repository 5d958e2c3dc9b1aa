"""The guide that leads to a channel which only resells what another operator's server offers."""

import pytest
import time_machine

from sales.models import Product, SalesChannel
from tests.admin_world import logged_in, member
from tests.factories.moments import NOW
from tests.factories.operators import OperatorFactory, OrganisationFactory
from tests.factories.scenarios import open_shop
from tests.factories.supply import SupplierFactory, reseller_of
from tests.sales.guiding import GUIDE, answer, guide_of, save, steps, undone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_new_administrator_gets_to_a_channel_that_only_resells():
    operator = OperatorFactory(name="Seaside", organisation__name="Seaside Transport")
    seller = OrganisationFactory(tenant=operator.tenant, name="Town")
    partner = OrganisationFactory(tenant=operator.tenant, name="Partner")
    browser = logged_in(member(operator.tenant))
    first = steps(browser.get(GUIDE))
    assert "add that as a supplier instead" in first["Timetable"].text

    # A supplier is added; from then on the guide is the shorter one.
    supplier = SupplierFactory(tenant=operator.tenant, operator=operator, is_active=False)
    guide = browser.get(GUIDE)
    assert list(steps(guide)) == [
        "Parties", "Supplier", "Channel", "Product", "On sale", "Token",
    ]  # fmt: skip
    assert (steps(guide)["Supplier"].done, steps(guide)["Product"].link) == (False, "")
    link = steps(guide)["Supplier"].link
    guide = save(browser, link, name="Seaside", is_active="on")
    assert undone(guide) == ["Channel", "Product", "On sale", "Token"]

    guide = save(
        browser, steps(guide)["Channel"].link, name="App", code="app", seller=seller.pk,
        partner=partner.pk, mode="SANDBOX",
    )  # fmt: skip
    assert "which resells nothing" in steps(guide)["Channel"].text
    guide = save(browser, steps(guide)["Channel"].link, mode="LIVE")
    guide = save(
        browser, steps(guide)["Product"].link, name="Travel with others", code="others",
        vat_rate="9",
    )  # fmt: skip
    assert Product.objects.get().supplier == supplier
    guide = save(browser, steps(guide)["On sale"].link)
    answer(browser, steps(guide)["Token"].link, name="App", role="TOMP")

    assert undone(browser.get(guide_of(SalesChannel.objects.get()))) == []


def test_channel_is_a_resellers_by_what_it_sells():
    shop = open_shop()
    browser = logged_in(member(shop.tenant))
    place, _ = reseller_of(shop.tenant)
    assert "Supplier" not in steps(browser.get(guide_of(shop.channel)))

    assert undone(browser.get(guide_of(place))) == ["Token"]
