"""What is done when a key has leaked."""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.factories.handsets import Phone, register
from tests.factories.moments import BY, NOW, later
from tests.factories.styles import GoogleAccountFactory
from tests.factories.tickets import (
    ActiveKeyFactory,
    IssuerKeyFactory,
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
    UicTypeFactory,
    show_ticket,
    signing_key,
)
from tests.tickets.judging import judge
from tickets.actions.leaks import reissue_tickets, replace_leaked_key
from tickets.actions.showing import hand_out_static
from tickets.actions.tickets import void_tickets
from tickets.actions.wallet_values import offer_pass
from tickets.codecs.reasons import Reason
from tickets.models import Barcode, IssuerKey, TicketEvent, WalletPass
from tickets.states import KeyPurpose, KeyState

pytestmark = pytest.mark.django_db

DRILL = later(minutes=5)


@pytest.fixture
def key(db):
    return ActiveKeyFactory()


@pytest.fixture
def papers(key):
    """Three printed tickets."""
    kind = TicketTypeFactory(tenant=key.tenant, rotation_seconds=0)
    tickets = TicketFactory.create_batch(3, ticket_type=kind)
    return [show_ticket(ticket) for ticket in tickets]


def drill(key):
    return replace_leaked_key(key, by=BY, at=DRILL)


def reissued():
    events = TicketEvent.objects.filter(name="REISSUED")
    return sorted(events.values_list("ticket", flat=True))


def test_drill_revokes_the_key_and_lets_the_next_one_sign(key):
    coming = IssuerKeyFactory(tenant=key.tenant)

    done = drill(key)

    assert (done.leaked.state, done.successor) == (KeyState.REVOKED, coming)
    assert (done.successor.state, done.was_published) == (KeyState.ACTIVE, True)


def test_drill_makes_a_key_where_none_is_published(key):
    done = drill(key)

    assert (done.successor.state, done.was_published) == (KeyState.ACTIVE, False)
    assert done.successor.not_before <= DRILL


def test_drill_gives_paper_a_barcode_that_is_good_and_says_so(key, papers):
    done = drill(key)

    assert done.reissued == 3
    assert reissued() == sorted(paper.ticket_id for paper in papers)
    fresh = Barcode.objects.filter(key=done.successor)
    answers = {judge(each.octets, key.tenant, at=DRILL).reason for each in fresh}
    assert (len(fresh), answers) == (3, {Reason.OK})


def test_drill_makes_what_was_printed_worthless(key, papers):
    drill(key)

    answers = {judge(paper.octets, key.tenant, at=DRILL).reason for paper in papers}

    assert answers == {Reason.KEY_REVOKED}


def test_reader_gets_the_barcode_that_the_drill_made(key, papers):
    drill(key)

    shown = show_ticket(papers[0].ticket, at=later(minutes=6))

    assert Barcode.objects.filter(ticket=papers[0].ticket).count() == 2
    assert judge(shown.octets, key.tenant, at=later(minutes=6)).reason == Reason.OK


def test_drill_leaves_screens_to_their_next_fetch(key):
    ticket = TicketFactory(ticket_type__tenant=key.tenant)
    show_ticket(ticket, at=DRILL)

    done = drill(key)

    assert (done.rotating, done.reissued, reissued()) == (1, 0, [])
    assert show_ticket(ticket, at=DRILL).key == done.successor


def test_drill_signs_the_paper_of_a_ticket_that_rotates_on_screens(key):
    ticket = TicketFactory(ticket_type__tenant=key.tenant)
    hand_out_static(ticket, at=NOW)

    assert drill(key).reissued == 1


def test_drill_leaves_tickets_alone_that_are_over_or_void(key, papers):
    void_tickets([papers[0].ticket], by=BY, at=NOW)

    done = replace_leaked_key(key, by=BY, at=later(minutes=60))
    assert done.reissued == 0

    assert reissued() == []


def test_drill_that_was_cut_off_goes_on_with_what_is_left(key, papers):
    first = drill(key)
    Barcode.objects.filter(key=first.successor, ticket=papers[1].ticket).delete()

    again = replace_leaked_key(key, by=BY, at=later(minutes=6))

    assert (again.successor, again.reissued) == (first.successor, 1)
    assert IssuerKey.objects.count() == 2


def test_ticket_that_was_signed_anew_meanwhile_is_left_alone(key, papers):
    done = drill(key)
    tickets = [paper.ticket_id for paper in papers]

    assert reissue_tickets(tickets, key=done.successor, by=BY, at=DRILL) == 0


def test_drill_for_a_retired_key_leaves_the_one_that_signs(key, papers):
    signing = ActiveKeyFactory(tenant=key.tenant)

    done = drill(key)

    assert (done.successor, done.reissued) == (signing, 3)


def test_drill_for_uic_counts_phones_apart():
    kind = UicTypeFactory(rotation_seconds=0)
    key = signing_key(kind.tenant, KeyPurpose.UIC)
    show_ticket(TicketFactory(ticket_type=kind))
    bound = TicketFactory(ticket_type=PhoneSignedTypeFactory(tenant=kind.tenant))
    register(Phone(), bound)
    show_ticket(bound)

    done = drill(key)

    assert (done.reissued, done.rotating, done.on_phones) == (1, 0, 1)
    assert (done.successor.uic_provider, done.successor.uic_key_id) == (9999, 2)
    assert show_ticket(bound, at=DRILL).key == done.successor


def test_drill_sends_wallets_barcodes_of_the_new_key(key):
    account = GoogleAccountFactory(tenant=key.tenant)
    ticket = TicketFactory(ticket_type__tenant=key.tenant)
    offer_pass(ticket, account, values_until=later(hours=1), at=NOW)
    WalletPass.objects.update(send_at=later(hours=18))

    assert drill(key).in_wallets == 1

    assert WalletPass.objects.get().send_at == DRILL


def test_drill_for_the_key_of_block_lists_lets_another_sign():
    key = ActiveKeyFactory(purpose=KeyPurpose.LIST)

    assert drill(key).successor.purpose == KeyPurpose.LIST


def run(*options):
    told = StringIO()
    with time_machine.travel(DRILL, tick=False):
        call_command("replace_leaked_key", *options, stdout=told)
    return told.getvalue().splitlines()


def test_command_does_the_drill_and_counts(key, papers):
    lines = run("--tenant", key.tenant.slug, "--kid", key.kid)

    new = IssuerKey.objects.get(state=KeyState.ACTIVE)
    assert lines[:5] == [
        f"{key.kid} is revoked; {new.kid} signs, new to devices.",
        "Static barcodes signed anew: 3",
        "Tickets that change at their next fetch: 0",
        "Passes in wallets that are sent new barcodes: 0",
        "Tickets on phones that sign: 0",
    ]
    assert lines[5].endswith("Whoever was sent tickets by e-mail gets a letter.")


def test_rehearsal_counts_and_changes_nothing(key, papers):
    lines = run("--tenant", key.tenant.slug, "--kid", key.kid, "--rehearse")

    assert lines[1] == "Static barcodes signed anew: 3"
    assert lines[5].endswith("It was a rehearsal: nothing was changed.")
    assert IssuerKey.objects.get().state == KeyState.ACTIVE
    assert (Barcode.objects.count(), reissued()) == (3, [])


def test_command_refuses_a_key_of_another_tenant(key):
    other = ActiveKeyFactory()

    with pytest.raises(CommandError, match=f"no tenant {key.tenant.slug} with a key {other.kid}"):
        run("--tenant", key.tenant.slug, "--kid", other.kid)
