from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from sales.catalogue.actions import issue_channel_token, put_on_sale
from sales.catalogue.states import ChannelMode
from sales.models import CatalogueEntry, PassengerCategory, Product
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import CatalogueEntryFactory, ProductFactory, SalesChannelFactory
from tests.factories.scenarios import open_shop
from tickets.states import ValidityKind
from tickets.validity import Window


@pytest.mark.django_db
def test_channel_token_belongs_to_the_partner_and_opens_one_channel():
    channel = SalesChannelFactory()

    issued = issue_channel_token(channel, name="app", role="TOMP", by=BY, at=NOW)

    assert issued.token.organisation == channel.partner
    assert issued.token.roles == ["TOMP"]
    assert issued.token.channel_token.channel == channel


@pytest.mark.django_db
def test_product_is_on_sale_within_its_period():
    channel = SalesChannelFactory()
    product = ProductFactory(tenant=channel.tenant)

    entry = put_on_sale(product, channel=channel, starts_at=NOW, ends_at=later(days=1))

    on_sale = CatalogueEntry.objects.on_sale
    assert list(on_sale(channel, NOW)) == [entry]
    assert list(on_sale(channel, later(days=1, microseconds=-1))) == [entry]
    assert list(on_sale(channel, later(days=1))) == []
    assert list(on_sale(SalesChannelFactory(), NOW)) == []


@pytest.mark.django_db
def test_single_product_channel_sells_one_product_after_another():
    channel = SalesChannelFactory()
    first, second = ProductFactory.create_batch(2, tenant=channel.tenant)
    put_on_sale(first, channel=channel, starts_at=NOW, ends_at=later(days=1))

    put_on_sale(second, channel=channel, starts_at=later(days=1))

    with pytest.raises(IntegrityError, match="catalogueentry_one_product_at_a_time"):
        put_on_sale(first, channel=channel, starts_at=later(days=5))


@pytest.mark.django_db
def test_other_channel_sells_several_products_at_a_time():
    channel = SalesChannelFactory(single_product=False)
    for product in ProductFactory.create_batch(2, tenant=channel.tenant):
        put_on_sale(product, channel=channel, starts_at=NOW)

    assert channel.entries.count() == 2


@pytest.mark.django_db
def test_entry_follows_the_flag_of_its_channel():
    entry = CatalogueEntryFactory(channel__single_product=False)

    entry.channel.single_product = True
    entry.channel.save()

    assert CatalogueEntry.objects.get().single_product is True


@pytest.mark.django_db
def test_channel_does_not_become_single_while_it_sells_two():
    channel = SalesChannelFactory(single_product=False)
    for product in ProductFactory.create_batch(2, tenant=channel.tenant):
        put_on_sale(product, channel=channel, starts_at=NOW)

    channel.single_product = True
    with pytest.raises(IntegrityError, match="catalogueentry_one_product_at_a_time"):
        channel.save()


@pytest.mark.django_db
def test_form_hears_in_words_why_an_entry_is_refused():
    shop = open_shop()
    entry = CatalogueEntryFactory.build(
        tenant=shop.tenant,
        channel=shop.channel,
        product=ProductFactory(tenant=shop.tenant),
        single_product=True,
    )

    with pytest.raises(ValidationError, match="This channel sells one product at a time"):
        entry.validate_constraints()


@pytest.mark.django_db
def test_form_hears_in_words_that_a_product_is_of_another_tenant():
    entry = CatalogueEntryFactory.build(
        tenant=(channel := SalesChannelFactory()).tenant,
        channel=channel,
        product=ProductFactory(),
        single_product=True,
    )

    with pytest.raises(ValidationError, match="does not belong to the same tenant"):
        entry.validate_constraints()


def test_sandbox_is_told_by_the_mode():
    assert SalesChannelFactory.build(mode=ChannelMode.SANDBOX).is_sandbox
    assert not SalesChannelFactory.build(mode=ChannelMode.LIVE).is_sandbox


@pytest.mark.parametrize(
    ("ages", "age", "fits"),
    [
        ((4, 11), 3, False),
        ((4, 11), 4, True),
        ((4, 11), 11, True),
        ((4, 11), 12, False),
        ((None, 3), 0, True),
        ((65, None), 99, True),
        ((None, None), 30, False),
    ],
)
def test_category_fits_ages_between_its_bounds(ages, age, fits):
    low, high = ages

    assert PassengerCategory(min_age=low, max_age=high).fits(age) is fits


def test_product_of_fixed_dates_is_valid_on_days_of_the_tenants_zone():
    tenant = ProductFactory.build().tenant
    product = Product(
        validity=ValidityKind.FIXED_DATES,
        valid_from_date=date(2026, 3, 28),
        valid_until_date=date(2026, 3, 30),
    )

    rule = product.validity_rule(zone=tenant.zone, travels_at=None)

    assert isinstance(rule.fixed, Window)
    assert rule.fixed.opens_at.isoformat() == "2026-03-28T00:00:00+01:00"
    assert rule.fixed.closes_at.isoformat() == "2026-03-30T00:00:00+02:00"


def test_product_hands_its_rule_to_the_ticket():
    product = Product(validity=ValidityKind.DURATION, valid_minutes=90, boarding_minutes=5)

    rule = product.validity_rule(zone=ProductFactory.build().tenant.zone, travels_at=NOW)

    assert (rule.minutes, rule.boarding_minutes, rule.travels_at, rule.fixed) == (90, 5, NOW, None)
