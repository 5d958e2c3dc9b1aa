"""The signed block list."""

from __future__ import annotations

import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from tests.counting import counted
from tests.factories.handsets import BlockListEntryFactory, HandsetFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.tickets import TicketTypeFactory
from tickets.actions.links import move_ticket
from tickets.actions.publishing import signed_block_list
from tickets.models import IssuerKey
from tickets.states import KeyPurpose

pytestmark = pytest.mark.django_db


def read(signed, tenant):
    """As a device does that has the tenant's keys."""
    key = IssuerKey.objects.signing(KeyPurpose.LIST).get(tenant=tenant)
    return jwt.decode(signed, ECKey.import_key(key.public_jwk), algorithms=["ES256"])


def listed(tenant, since=0, at=NOW):
    return read(signed_block_list(tenant, since=since, at=at), tenant).claims


def sequences(claims):
    return [entry["sequence"] for entry in claims["entries"]]


def test_list_is_signed_by_the_key_for_lists():
    tenant = TenantFactory()

    signed = read(signed_block_list(tenant, at=NOW), tenant)

    kid = IssuerKey.objects.get(tenant=tenant, purpose="LIST").kid
    assert signed.header == {"typ": "block-list+jwt", "alg": "ES256", "kid": kid}
    assert signed.claims == {
        "iss": tenant.slug,
        "iat": int(NOW.timestamp()),
        "exp": int(later(hours=24).timestamp()),
        "from": 0,
        "to": 0,
        "entries": [],
    }


def test_changed_list_is_refused():
    tenant = TenantFactory()
    head, content, signature = signed_block_list(tenant, at=NOW).split(".")
    changed = f"{head}.{content[:-2]}AA.{signature}"

    with pytest.raises(JoseError):
        read(changed, tenant)


def test_list_tells_of_tickets_that_are_refused():
    entry = BlockListEntryFactory()

    told = listed(entry.tenant)

    until = int(entry.until.timestamp())
    assert told["entries"] == [{"sequence": 1, "ticketId": str(entry.ticket_id), "until": until}]
    assert (told["from"], told["to"]) == (0, 1)


def test_list_tells_of_the_phone_that_a_ticket_moved_away_from():
    handset = HandsetFactory()
    move_ticket(handset.ticket, by=BY, at=NOW)

    [entry] = listed(handset.ticket.tenant)["entries"]

    assert (entry["ticketId"], entry["deviceKey"]) == (str(handset.ticket_id), handset.device_key)


def test_difference_tells_what_came_since():
    kind = TicketTypeFactory()
    BlockListEntryFactory.create_batch(2, ticket__ticket_type=kind)
    whole = listed(kind.tenant)
    BlockListEntryFactory(ticket__ticket_type=kind)

    difference = listed(kind.tenant, since=whole["to"])

    assert (sequences(whole), sequences(difference)) == ([1, 2], [3])
    assert (difference["from"], difference["to"]) == (2, 3)


@pytest.mark.parametrize("since", [-1, 2, 99])
def test_device_with_a_number_that_was_never_given_starts_again(since):
    entry = BlockListEntryFactory()

    told = listed(entry.tenant, since=since)

    assert (told["from"], sequences(told)) == (0, [1])


def test_entries_that_are_over_are_not_told():
    entry = BlockListEntryFactory()

    told = listed(entry.tenant, at=entry.until)

    assert (told["to"], told["entries"]) == (1, [])


def test_list_of_another_tenant_is_not_told():
    BlockListEntryFactory()

    assert listed(TenantFactory())["entries"] == []


def test_content_is_the_same_within_the_hour():
    tenant = TenantFactory()

    assert listed(tenant, at=NOW) == listed(tenant, at=later(minutes=59))


@pytest.mark.parametrize("number", [1, 3])
def test_list_is_read_in_as_many_statements_however_long(number):
    kind = TicketTypeFactory()
    BlockListEntryFactory.create_batch(number, ticket__ticket_type=kind)
    signed_block_list(kind.tenant, at=NOW)

    with counted() as count:
        signed_block_list(kind.tenant, at=NOW)

    assert count.statements == 4
