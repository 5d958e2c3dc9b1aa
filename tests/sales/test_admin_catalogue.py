"""Setting up what is sold: one tenant's rows in every dropdown, and refusals in words."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from operators.models import Role
from sales.catalogue.states import Cancellation, ChannelMode, FareBasis
from sales.models import CatalogueEntry, Fare, PassengerCategory, Product, SalesChannel
from tests.admin_world import address, logged_in, member, superuser
from tests.factories.moments import NOW, later
from tests.factories.sales import CatalogueEntryFactory, PassengerCategoryFactory, ProductFactory
from tests.factories.scenarios import open_shop
from tickets.states import ValidityKind

pytestmark = pytest.mark.django_db

NO_INLINES = {
    f"{prefix}-{name}": 0
    for prefix in ("entries", "tokens", "fares")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}
ONE_FARE = {**NO_INLINES, "fares-TOTAL_FORMS": 1}


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
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
        **NO_INLINES,
        **changes,
    }


def product_form(shop, **changes):
    return {
        "name": "Day ticket",
        "code": "day",
        "number": 77,
        "operator": shop.product.operator_id,
        "ticket_type": shop.product.ticket_type_id,
        "vat_rate": "9.00",
        "validity": ValidityKind.CALENDAR_DAY,
        "boarding_minutes": 15,
        "activation_days": 365,
        "cancellation": Cancellation.NEVER,
        "cancellation_fee": "0.00",
        **NO_INLINES,
        **changes,
    }


def fare_form(shop, place=0, **changes):
    fare = {
        "category": shop.adult.pk,
        "basis": FareBasis.FLAT,
        "max_zones": "",
        "amount": "7.50",
        "currency": "EUR",
        **changes,
    }
    return {f"fares-{place}-{name}": value for name, value in fare.items()}


def entry_form(shop, **changes):
    return {
        "channel": shop.channel.pk,
        "product": shop.product.pk,
        "starts_at_0": "2026-07-01",
        "starts_at_1": "10:00",
        "ends_at_0": "",
        "ends_at_1": "",
        **changes,
    }


def errors_of(response):
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def choices(response, name):
    return set(response.context["adminform"].form.fields[name].queryset)


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


def test_dropdowns_of_inlines_hold_rows_of_own_tenant_alone(shop, browser):
    open_shop()

    response = browser.get(address(shop.product, "change"))

    [fares] = response.context["inline_admin_formsets"]
    choices = fares.formset.empty_form.fields["category"].queryset
    assert list(choices) == [shop.adult]


def test_autocomplete_finds_rows_of_own_tenant_alone(shop, browser):
    open_shop()
    query = {"app_label": "sales", "model_name": "catalogueentry", "field_name": "product"}

    response = browser.get("/admin/autocomplete/", {**query, "term": "Product"})

    found = [result["id"] for result in response.json()["results"]]
    assert found == [str(shop.product.pk)]


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


def test_product_is_kept_with_its_fares(shop, browser):
    form = {**product_form(shop), **ONE_FARE, **fare_form(shop)}

    response = browser.post(address(Product, "add"), form)

    assert response.status_code == 302
    fare = Fare.objects.get(product__code="day")
    assert (str(fare.amount), fare.tenant, fare.product.tenant) == (
        "7.50",
        shop.tenant,
        shop.tenant,
    )


def test_new_fare_is_in_the_currency_of_the_tenant(shop, browser):
    response = browser.get(address(shop.product, "change"))

    [fares] = response.context["inline_admin_formsets"]
    assert fares.formset.empty_form.initial == {"currency": "EUR"}


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"validity": "DURATION"},
            {"valid_minutes": ["This kind of validity needs it."]},
        ),
        (
            {"valid_minutes": 60},
            {"valid_minutes": ["Leave this empty for this kind of validity."]},
        ),
        (
            {"validity": "FIXED_DATES", "valid_from_date": "2026-07-01"},
            {"valid_until_date": ["This kind of validity needs it."]},
        ),
        (
            {
                "validity": "FIXED_DATES",
                "valid_from_date": "2026-07-01",
                "valid_until_date": "2026-07-01",
            },
            {"valid_until_date": ["Write a day after the first one."]},
        ),
        ({"validity": ""}, {"validity": ["This field is required."]}),
        ({"number": 0}, {"number": ["Write a number from 1 to 4294967295."]}),
        ({"number": 2**32}, {"number": ["Write a number from 1 to 4294967295."]}),
        ({"cancellation_fee": "-1"}, {"cancellation_fee": ["Write 0 or more."]}),
        (
            {"vat_rate": "101"},
            {"vat_rate": ["Ensure this value is less than or equal to 100."]},
        ),
    ],
)
def test_product_is_refused_in_words(shop, browser, changes, errors):
    response = browser.post(address(Product, "add"), product_form(shop, **changes))

    assert errors_of(response) == errors


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"basis": "ZONES"},
            {"max_zones": ["Write the number of zones that this price covers."]},
        ),
        (
            {"max_zones": 3},
            {"max_zones": ["A flat fare has no zones; leave this empty."]},
        ),
        ({"amount": "-0.01"}, {"amount": ["Write 0 or more."]}),
        (
            {"currency": "eur"},
            {"currency": ["Three capital letters of ISO 4217, such as EUR."]},
        ),
    ],
)
def test_fare_is_refused_in_words(shop, browser, changes, errors):
    form = {**product_form(shop), **ONE_FARE, **fare_form(shop, **changes)}

    response = browser.post(address(Product, "add"), form)

    [fares] = response.context["inline_admin_formsets"]
    assert fares.formset.errors == [errors]


def test_two_fares_for_one_category_are_refused_in_words(shop, browser):
    form = {
        **product_form(shop),
        **ONE_FARE,
        "fares-TOTAL_FORMS": 2,
        **fare_form(shop),
        **fare_form(shop, place=1, amount="8.00"),
    }

    response = browser.post(address(Product, "add"), form)

    [fares] = response.context["inline_admin_formsets"]
    assert fares.formset.errors == [{}, {"category": ["There is a fare like this already."]}]


def test_fare_can_be_replaced_in_one_go(shop, browser):
    form = {
        **product_form(shop, code=shop.product.code, number=shop.product.number),
        **ONE_FARE,
        "fares-TOTAL_FORMS": 2,
        "fares-INITIAL_FORMS": 1,
        "fares-0-id": shop.fare.pk,
        "fares-0-DELETE": "on",
        **fare_form(shop),
        **fare_form(shop, place=1, amount="8.00"),
    }

    response = browser.post(address(shop.product, "change"), form)

    assert response.status_code == 302
    assert [str(fare.amount) for fare in shop.product.fares.all()] == ["8.00"]


def test_second_default_category_is_refused_in_words(shop, browser):
    form = {"name": "Child", "code": "child", "is_default": "on"}

    response = browser.post(address(PassengerCategory, "add"), form)

    assert errors_of(response) == {
        "is_default": ["Another category is the default; clear that first."]
    }


def test_default_of_another_tenant_is_no_hindrance():
    open_shop()
    tenant = PassengerCategoryFactory().tenant
    form = {"name": "Adult", "code": "adult", "is_default": "on"}

    response = logged_in(member(tenant)).post(address(PassengerCategory, "add"), form)

    assert response.status_code == 302


def test_ages_out_of_order_are_refused_in_words(shop, browser):
    form = {"name": "Child", "code": "child", "min_age": 12, "max_age": 4}

    response = browser.post(address(PassengerCategory, "add"), form)

    assert errors_of(response) == {"max_age": ["Write an age that is not below the youngest."]}


def test_entry_is_kept_with_the_flag_of_its_channel_and_times_of_the_tenant(shop, browser):
    product = ProductFactory(tenant=shop.tenant)
    CatalogueEntry.objects.update(period=DateTimeTZRange(later(days=-30), later(days=10)))
    form = entry_form(shop, product=product.pk, ends_at_0="2026-12-01", ends_at_1="00:00:00")

    response = browser.post(address(CatalogueEntry, "add"), form)

    assert response.status_code == 302
    entry = CatalogueEntry.objects.get(product=product)
    assert entry.single_product is True
    assert entry.tenant == shop.tenant
    assert entry.period.lower == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    assert entry.period.upper == datetime(2026, 11, 30, 23, 0, tzinfo=UTC)


def test_entry_shows_its_period_and_can_be_ended(shop, browser):
    entry = shop.channel.entries.get()
    page = browser.get(address(entry, "change"))
    form = entry_form(
        shop,
        starts_at_0="2026-05-02",
        starts_at_1="12:00:00",
        ends_at_0="2026-07-01",
        ends_at_1="00:00",
    )

    response = browser.post(address(entry, "change"), form)

    assert page.context["adminform"].form.initial["starts_at"] == entry.period.lower
    assert page.context["adminform"].form.initial["ends_at"] is None
    assert 'value="2026-05-02"' in page.text
    assert 'value="12:00:00"' in page.text
    assert response.status_code == 302
    entry.refresh_from_db()
    assert entry.period.upper == datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


def test_second_product_at_one_time_is_refused_in_words(shop, browser):
    product = ProductFactory(tenant=shop.tenant)

    response = browser.post(address(CatalogueEntry, "add"), entry_form(shop, product=product.pk))

    assert errors_of(response) == {
        "__all__": [
            "This channel sells one product at a time, and another one is on sale in this period; "
            "end that one first."
        ]
    }
    assert CatalogueEntry.objects.count() == 1


def test_second_product_is_welcome_where_the_channel_takes_several():
    shop = open_shop(single_product=False)
    product = ProductFactory(tenant=shop.tenant)
    browser = logged_in(member(shop.tenant))

    responses = [
        browser.post(address(CatalogueEntry, "add"), entry_form(shop, product=product.pk))
        for _ in range(2)
    ]

    assert responses[0].status_code == 302
    assert errors_of(responses[1]) == {
        "__all__": ["This product is on sale here in this period already."]
    }


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"ends_at_0": "2026-07-01", "ends_at_1": "10:00"},
            {"ends_at": ["Write a moment after the start."]},
        ),
        ({"starts_at_0": ""}, {"starts_at": ["This field is required."]}),
        (
            {"ends_at_0": "soon", "ends_at_1": "10:00"},
            {"ends_at": ["Enter a valid date."]},
        ),
        ({"channel": ""}, {"channel": ["This field is required."]}),
    ],
)
def test_entry_is_refused_in_words(shop, browser, changes, errors):
    response = browser.post(address(CatalogueEntry, "add"), entry_form(shop, **changes))

    assert errors_of(response) == errors


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


def test_list_of_entries_says_what_is_on_sale_now(shop, browser):
    shop.channel.entries.update(period=DateTimeTZRange(later(days=-30), later(days=1)))
    for start, end in ((later(days=-60), later(days=-30)), (later(days=1), later(days=2))):
        CatalogueEntryFactory(channel=shop.channel, period=DateTimeTZRange(start, end))

    with time_machine.travel(NOW, tick=False):
        response = browser.get(address(CatalogueEntry, "changelist"))

    page = response.context["cl"].model_admin
    rows = response.context["cl"].queryset.order_by("period")
    assert [page.when(row) for row in rows] == ["Over", "On sale", "Planned"]
    assert [page.ends_at(row) for row in rows][-1] == later(days=2)
