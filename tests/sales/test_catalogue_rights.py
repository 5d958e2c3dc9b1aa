"""Who may do what in a channel, and which channels a client may name."""

from __future__ import annotations

import pytest

from sales.catalogue.rights import (
    ChannelAction,
    ChannelNotLinked,
    actions_in,
    allowed,
    linked_channel,
)
from sales.models import SalesChannel
from tests.counting import counted
from tests.factories.clients import (
    ApiClientFactory,
    ChannelRightFactory,
    ClientChannelFactory,
    PointOfSaleFactory,
)
from tests.factories.operators import OrganisationFactory, TenantFactory
from tests.factories.sales import SalesChannelFactory

pytestmark = pytest.mark.django_db

SELL, REFUND, INFORM = ChannelAction


def linked(link, *, client=None, netex_id=None, organisation=None):
    """Ask for a linked channel as the client that is linked to it."""
    return linked_channel(
        client or link.client_id,
        link.channel.netex_id if netex_id is None else netex_id,
        organisation_id=organisation or link.client.organisation_id,
    )


@pytest.mark.parametrize(
    ("held", "may"),
    [
        ([], set()),
        ([INFORM], {INFORM}),
        ([SELL], {SELL, INFORM}),
        ([REFUND], {REFUND, INFORM}),
        ([SELL, REFUND], {SELL, REFUND, INFORM}),
    ],
)
def test_organisation_may_do_what_its_rights_say_and_imply(held, may):
    channel = SalesChannelFactory()
    organisation = OrganisationFactory(tenant=channel.tenant)
    for action in held:
        ChannelRightFactory(channel=channel, organisation=organisation, action=action)

    assert actions_in(channel, organisation.pk) == may
    assert {action for action in ChannelAction if allowed(channel, organisation.pk, action)} == may


def test_rights_are_of_one_organisation_in_one_channel():
    right = ChannelRightFactory()
    other = OrganisationFactory(tenant=right.tenant)
    elsewhere = SalesChannelFactory(tenant=right.tenant)

    assert actions_in(right.channel, other.pk) == set()
    assert actions_in(elsewhere, right.organisation_id) == set()


def test_seller_needs_rights_like_others():
    channel = SalesChannelFactory()

    assert not allowed(channel, channel.seller_id, INFORM)


def test_open_channel_is_open_to_the_organisations_of_its_tenant():
    channel = SalesChannelFactory(open_to_all_organisations=True)
    own, foreign = OrganisationFactory(tenant=channel.tenant), OrganisationFactory()

    assert actions_in(channel, own.pk) == set(ChannelAction)
    assert actions_in(channel, foreign.pk) == set()


@pytest.mark.parametrize("is_open", [True, False])
def test_question_takes_one_statement(is_open):
    channel = SalesChannelFactory(open_to_all_organisations=is_open)

    with counted() as count:
        allowed(channel, channel.seller_id, SELL)

    assert count.statements == 1


def test_client_names_the_channels_that_it_is_linked_to():
    link = ClientChannelFactory()
    stored = SalesChannel.objects.select_related("tenant").get(pk=link.channel_id)

    with counted() as count:
        found = linked(link)
    assert count.statements == 1
    with counted() as count:
        facts = [
            {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
            for row in (found.channel, found.channel.tenant)
        ]
    assert count.statements == 0
    assert facts == [
        {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        for row in (stored, stored.tenant)
    ]


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("held", [[], [SELL], [INFORM, REFUND]])
def test_linked_client_may_do_what_its_organisation_may(is_open, held):
    channel = SalesChannelFactory(open_to_all_organisations=is_open)
    client = ApiClientFactory(organisation=channel.seller)
    link = ClientChannelFactory(client=client, channel=channel)
    for action in held:
        ChannelRightFactory(channel=channel, organisation=channel.seller, action=action)
    ChannelRightFactory(channel=channel, organisation=channel.partner, action=SELL)

    assert linked(link).actions == actions_in(channel, client.organisation_id)


def test_open_channel_is_not_open_to_others():
    link = ClientChannelFactory(channel__open_to_all_organisations=True)
    foreign = SalesChannelFactory().seller

    assert linked(link, organisation=foreign.pk).actions == set()


def test_channel_that_is_unknown_or_not_linked_is_refused():
    link, other = ClientChannelFactory(), SalesChannelFactory()

    for netex_id in (other.netex_id, "ENT:DistributionChannel:App", ""):
        with pytest.raises(ChannelNotLinked):
            linked(link, netex_id=netex_id)
    with pytest.raises(ChannelNotLinked):
        linked(link, client=ApiClientFactory().pk)


def test_rows_say_what_they_are():
    right, link = ChannelRightFactory(), ClientChannelFactory()

    assert str(right) == f"{right.organisation} may SELL in {right.channel}"
    assert str(link) == f"{link.client} in {link.channel}"
    assert str(PointOfSaleFactory(name="Desk 3")) == "Desk 3"


def test_channel_has_an_id_of_its_tenant_and_code():
    tenant = TenantFactory(slug="entur-test")

    channel = SalesChannelFactory(tenant=tenant, code="App")

    assert channel.netex_id == "ENT:DistributionChannel:App"


def test_id_that_was_chosen_stays():
    channel = SalesChannelFactory(netex_id="XYZ:DistributionChannel:1")

    channel.code = "changed"
    channel.save()

    assert channel.netex_id == "XYZ:DistributionChannel:1"
