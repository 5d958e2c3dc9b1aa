"""Whatever happens to a ticket, in whatever order: all that was ever handed out of it is judged
rightly by a device that hears from the server at times, at each moment."""

from __future__ import annotations

from datetime import timedelta

import django_fsm as fsm
import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from operators.tenancy.errors import DomainError
from tests.factories.handsets import Phone
from tests.factories.moments import BY, NOW
from tests.factories.tickets import (
    ActiveKeyFactory,
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
    UicTypeFactory,
)
from tests.tickets.offline import PRODUCT, Device, Screen
from tickets.actions.blocking import drop_block_entries
from tickets.actions.handsets import challenge_for, register_handset
from tickets.actions.links import make_link, move_ticket
from tickets.actions.showing import hand_out_ahead, hand_out_static, show_ticket
from tickets.actions.tickets import activate_tickets, expire_tickets, use_ticket, void_tickets
from tickets.codecs.verification import (
    Reason,
)
from tickets.links import find_ticket
from tickets.models import BlockListEntry, Ticket
from tickets.states import KeyPurpose, TicketState

REFUSALS = (DomainError, fsm.TransitionNotAllowed)
SKEW = timedelta(seconds=30)
A_MINUTE = timedelta(minutes=1)
OPEN = {TicketState.ISSUED, TicketState.ACTIVE}
TABLE = {
    TicketState.ISSUED: {TicketState.ACTIVE, TicketState.EXPIRED, TicketState.VOIDED},
    TicketState.ACTIVE: {TicketState.USED, TicketState.EXPIRED, TicketState.VOIDED},
}
TOO_LATE = {Reason.BARCODE_EXPIRED, Reason.TICKET_EXPIRED}


class TicketLife(RuleBasedStateMachine):
    """One ticket, a device that is online at times, one that always is, and a clock that only goes
    forward; every rule may be refused."""

    kind = "turning"

    @initialize(activation=st.sampled_from(["AT_ONCE", "AT_ONCE", "LATER"]))
    def issue(self, activation):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        make, more, purpose = {
            "turning": (TicketTypeFactory, {}, {}),
            "static": (TicketTypeFactory, {"rotation_seconds": 0}, {}),
            "UIC": (UicTypeFactory, {}, {"purpose": KeyPurpose.UIC, "uic_provider": 9999}),
            "phone": (PhoneSignedTypeFactory, {}, {"purpose": KeyPurpose.UIC, "uic_provider": 9}),
        }[self.kind]
        key = ActiveKeyFactory(at=NOW - timedelta(days=8), **purpose)
        ticket_type = make(tenant=key.tenant, activation=activation, **more)
        self.ticket = TicketFactory(ticket_type=ticket_type, product_number=PRODUCT)
        self.is_uic, self.is_signed = self.kind in ("UIC", "phone"), self.kind == "phone"
        self.now, self.state = NOW, TicketState(self.ticket.state)
        self.phones, self.screens, self.secrets = [], [], []
        self.voided_at, self.fetched_at = None, NOW
        self.online, self.offline = Device(key.tenant), Device(key.tenant)
        self.offline.fetch(at=NOW)
        if self.is_signed:
            self.bind()
        self.hand_out("show")

    def teardown(self):
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def attempt(self, act, *args, **kwargs):
        try:
            with transaction.atomic():
                return act(*args, at=self.now, **kwargs)
        except REFUSALS:
            return None

    def keep(self, barcodes):
        """What was handed out is photographed, printed, or kept by the phone."""
        for barcode in barcodes:
            phone = self.phones[-1] if self.is_signed else None
            screen = Screen(barcode.octets, barcode.starts_at, barcode.dies_at, phone)
            if screen not in self.screens:
                self.screens.append(screen)

    @rule(seconds=st.sampled_from([1, 20, 20, 70, 600, 3000, 2 * 86400]))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule()
    def activate(self):
        self.attempt(activate_tickets, [self.ticket], by=BY)

    @rule(how=st.sampled_from(["show", "prefetch", "print"]))
    def hand_out(self, how):
        if how == "show":
            shown = self.attempt(show_ticket, self.ticket)
            self.keep([shown[1]] if shown and shown[1] else [])
        elif how == "prefetch":
            self.keep(self.attempt(hand_out_ahead, self.ticket, seconds=60) or [])
        else:
            printed = self.attempt(hand_out_static, self.ticket)
            self.keep([printed] if printed else [])

    @rule()
    def make_link(self):
        link = self.attempt(make_link, self.ticket, by=BY)
        if link.secret not in self.secrets:
            self.secrets.append(link.secret)

    @rule()
    def move(self):
        link = self.attempt(move_ticket, self.ticket, by=BY)
        if link:
            self.secrets.append(link.secret)

    @precondition(lambda self: self.is_signed)
    @rule()
    def bind(self):
        phone = Phone()
        sent = phone.answer(challenge_for(self.ticket, at=self.now))
        if self.attempt(register_handset, self.ticket, **sent, by=BY):
            self.phones.append(phone)

    @rule(how=st.sampled_from(["void", "void", "use"]))
    def close(self, how):
        if how == "use":
            self.attempt(use_ticket, self.ticket, by=BY)
        elif self.attempt(void_tickets, [self.ticket], by=BY):
            self.voided_at = self.now

    @rule()
    def sweep(self):
        self.attempt(expire_tickets, by=BY)
        drop_block_entries(at=self.now)

    @rule()
    def go_online(self):
        self.offline.fetch(at=self.now)
        self.fetched_at = self.now

    def judged(self, device):
        for screen in self.screens:
            scanned = screen.scanned(at=self.now)
            yield screen, device.judge(scanned, at=self.now, demands_device=self.is_signed)

    @invariant()
    def all_is_as_it_should_be(self):
        if hasattr(self, "ticket"):
            self.ticket_stays_inside_its_table()
            self.device_that_is_online_refuses_what_was_taken_back()
            self.device_that_is_offline_refuses_in_time()
            self.good_ticket_is_let_pass()
            self.one_link_leads_to_the_ticket()
            self.numbers_have_no_gap()

    def ticket_stays_inside_its_table(self):
        stored = Ticket.objects.get(pk=self.ticket.pk)
        assert stored.state == self.state or stored.state in TABLE[self.state]
        self.state, self.ends_at = TicketState(stored.state), stored.ends_at

    def device_that_is_online_refuses_what_was_taken_back(self):
        self.online.fetch(at=self.now)
        for screen, reason in self.judged(self.online):
            is_bound = self.is_bound(screen)
            if reason == Reason.OK:
                assert self.state != TicketState.VOIDED
                assert is_bound
            if self.is_alive(screen) and (self.voided_at or not is_bound):
                assert reason == Reason.TICKET_REVOKED

    def device_that_is_offline_refuses_in_time(self):
        """By the list that it has, or once what was handed out has died."""
        for screen, reason in self.judged(self.offline):
            knows = self.voided_at is not None and self.voided_at <= self.fetched_at
            if reason == Reason.OK:
                assert self.now < screen.dies_at + SKEW
                assert self.now < self.ends_at + (A_MINUTE if self.is_uic else timedelta())
            if self.is_alive(screen) and knows and self.offline.heard_of:
                assert reason == Reason.TICKET_REVOKED
            if self.now >= screen.dies_at + SKEW + A_MINUTE:
                assert reason in TOO_LATE

    def good_ticket_is_let_pass(self):
        if self.state not in OPEN:
            return
        for screen, reason in self.judged(self.online):
            if self.is_bound(screen) and self.is_alive(screen):
                assert reason == Reason.OK

    def one_link_leads_to_the_ticket(self):
        found = [find_ticket(secret) for secret in self.secrets]
        assert [ticket for ticket in found if ticket] == [self.ticket][: len(found)]
        assert self.ticket.links.open().count() == len(found[:1])
        assert self.ticket.handsets.active().count() <= 1

    def numbers_have_no_gap(self):
        numbers = BlockListEntry.objects.numbered().values_list("sequence", flat=True)
        last = self.online.heard_of
        assert list(numbers) == list(range(last - len(numbers) + 1, last + 1))

    def is_bound(self, screen):
        """Whether the phone that signs it, if one must, is still the ticket's."""
        if screen.phone is None:
            return True
        keys = self.ticket.handsets.active().values_list("public_key", flat=True)
        return screen.phone.public_key in [bytes(key) for key in keys]

    def is_alive(self, screen):
        """Whether its signature and times are good beyond doubt; a UIC barcode tells its end to
        the minute."""
        return screen.starts_at <= self.now < min(screen.dies_at, self.ends_at)


class TurningLife(TicketLife):
    """With a compact token that changes every 30 seconds."""


class StaticLife(TicketLife):
    """With a compact token that never changes."""

    kind = "static"


class UicLife(TicketLife):
    """With a UIC barcode that is signed again every minute."""

    kind = "UIC"


class PhoneLife(TicketLife):
    """With a UIC barcode that the traveller's phone signs as well."""

    kind = "phone"


@pytest.mark.django_db
@pytest.mark.parametrize("life", [TurningLife, StaticLife, UicLife, PhoneLife])
def test_ticket_is_judged_rightly_at_each_moment_of_its_life(life):
    run_state_machine_as_test(
        life, settings=settings(max_examples=12, stateful_step_count=10, phases=[Phase.generate])
    )
