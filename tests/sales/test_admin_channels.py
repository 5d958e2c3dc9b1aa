"""Setting up channels: rows of one tenant in every dropdown, and refusals in words."""

import pytest

from operators.models import Role
from sales.catalogue.states import ChannelMode
from sales.models import SalesChannel
from tests.admin_world import address, choices, errors_of, logged_in, member, superuser
from tests.factories.sales import CatalogueEntryFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

NO_INLINES = {
    f"{prefix}-{name}": 0
    for prefix in ("entries", "payment_methods", "rights", "tokens")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def channel_form(shop, **changes):
    return {
        "code": "new",
        "name": "New",
        "mode": ChannelMode.LIVE,
        "seller": shop.channel.seller_id,
        "partner": shop.channel.partner_id,
        "single_product": "on",
        "offer_seconds": 900,
        "hold_seconds": 900,
        "hold_extensions": 2,
        **NO_INLINES,
        **changes,
    }


def test_extensions_without_end_are_refused_in_words(shop, browser):
    response = browser.post(address(SalesChannel, "add"), channel_form(shop, hold_extensions=101))

    assert errors_of(response) == {"hold_extensions": ["Write 0 to 100."]}


def test_channel_belongs_to_the_tenant_of_its_maker(shop, browser):
    response = browser.post(address(SalesChannel, "add"), channel_form(shop))

    assert response.status_code == 302
    assert SalesChannel.objects.get(code="new").tenant == shop.tenant


def test_tenant_sent_by_hand_is_ignored(shop, browser):
    other = open_shop()

    browser.post(address(SalesChannel, "add"), channel_form(shop, tenant=other.tenant.pk))

    assert SalesChannel.objects.get(code="new").tenant == shop.tenant


def test_dropdowns_hold_rows_of_own_tenant_alone(shop, browser):
    open_shop()

    add = browser.get(address(SalesChannel, "add"))
    change = browser.get(address(shop.channel, "change"))

    parties = {shop.channel.seller, shop.channel.partner}
    assert "tenant" not in add.context["adminform"].form.fields
    assert choices(add, "seller") == parties
    assert choices(change, "partner") == parties


def test_foreign_choice_sent_by_hand_is_refused(shop, browser):
    other = open_shop()

    response = browser.post(
        address(SalesChannel, "add"), channel_form(shop, seller=other.channel.seller_id)
    )

    assert errors_of(response) == {
        "seller": ["Select a valid choice. That choice is not one of the available choices."]
    }


def test_member_of_two_tenants_chooses_between_those_of_fitting_role(shop):
    second, third, _foreign = open_shop(), open_shop(), open_shop()
    user = member(shop.tenant)
    second.tenant.memberships.create(user=user, role=Role.ADMINISTRATOR)
    third.tenant.memberships.create(user=user, role=Role.SUPPORT)

    response = logged_in(user).get(address(SalesChannel, "add"))

    assert choices(response, "tenant") == {shop.tenant, second.tenant}
    assert choices(response, "seller") == {
        party for s in (shop, second) for party in (s.channel.seller, s.channel.partner)
    }


def test_parties_of_two_tenants_are_refused_in_words(shop):
    other = open_shop()
    browser = logged_in(superuser())
    form = channel_form(shop, tenant=shop.tenant.pk, seller=other.channel.seller_id)

    response = browser.post(address(SalesChannel, "add"), form)

    assert errors_of(response) == {
        "__all__": ["This does not belong to the same tenant or parent."]
    }


def test_tenant_of_a_row_stays(shop):
    other = open_shop()
    browser = logged_in(superuser())
    form = channel_form(shop, tenant=other.tenant.pk)

    page = browser.get(address(shop.channel, "change"))
    response = browser.post(address(shop.channel, "change"), form)

    assert choices(page, "seller") == {shop.channel.seller, shop.channel.partner}
    assert response.status_code == 302
    assert SalesChannel.objects.get(code="new").tenant == shop.tenant


def test_code_that_is_taken_is_refused_in_words(shop, browser):
    response = browser.post(
        address(SalesChannel, "add"), channel_form(shop, code=shop.channel.code)
    )

    assert errors_of(response) == {
        "__all__": ["Sales channel with this Tenant and Code already exists."]
    }


def test_code_of_another_tenant_is_free(shop, browser):
    code = open_shop().channel.code

    response = browser.post(address(SalesChannel, "add"), channel_form(shop, code=code))

    assert response.status_code == 302


def test_channel_times_are_refused_in_words(shop, browser):
    form = channel_form(shop, offer_seconds=29, hold_seconds=86_401)

    response = browser.post(address(SalesChannel, "add"), form)

    sentence = "Write 30 seconds to 86400, which is a day."
    assert errors_of(response) == {"offer_seconds": [sentence], "hold_seconds": [sentence]}


def test_channel_with_two_products_cannot_turn_to_one():
    shop = open_shop(single_product=False)
    CatalogueEntryFactory(channel=shop.channel)
    browser = logged_in(member(shop.tenant))

    response = browser.post(address(shop.channel, "change"), channel_form(shop))

    assert errors_of(response) == {
        "single_product": [
            "Two products are on sale here in one period; end one of these entries first."
        ]
    }


def test_channel_with_one_product_can_turn_to_one_and_back():
    shop = open_shop(single_product=False)
    browser = logged_in(member(shop.tenant))

    browser.post(address(shop.channel, "change"), channel_form(shop))
    flags = [shop.channel.entries.get().single_product]
    browser.post(address(shop.channel, "change"), channel_form(shop, single_product=""))
    flags.append(shop.channel.entries.get().single_product)

    assert flags == [True, False]


def test_support_looks_at_the_set_up_and_changes_nothing(shop):
    browser = logged_in(member(shop.tenant, Role.SUPPORT))
    rows = [shop.channel, shop.product, shop.adult, shop.channel.entries.get()]
    rows.append(shop.product.ticket_type)

    looks = [browser.get(address(row, "change")).status_code for row in rows]
    changes = [browser.post(address(row, "change"), {}).status_code for row in rows]
    additions = [browser.post(address(type(row), "add"), {}).status_code for row in rows]

    assert looks == [200] * 5
    assert changes == [403] * 5
    assert additions == [403] * 5
