from datetime import timedelta

import django_fsm as fsm
import pytest

from operators.tenancy.actors import Actor
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import TicketFactory, TicketTypeFactory
from tests.standing import standing
from tickets.actions.tickets import (
    TicketOrder,
    activate_tickets,
    expire_tickets,
    issue_tickets,
    use_ticket,
    void_tickets,
)
from tickets.errors import ActivationTooLate, TicketNotActive
from tickets.models import Ticket, TicketEvent, TicketType
from tickets.states import Activation, TicketState, ValidityKind
from tickets.validity import Validity, Window

pytestmark = pytest.mark.django_db


@standing
def at_once():
    return TicketFactory()


@standing
def waiting():
    return TicketFactory(ticket_type__activation=Activation.LATER)


def events_of(ticket):
    return list(ticket.events.order_by("pk").values_list("name", "happened_at"))


def test_ticket_that_starts_at_once_is_issued_active(at_once):
    assert at_once.state == TicketState.ACTIVE
    assert (at_once.valid_from, at_once.valid_until) == (NOW, later(minutes=60))
    assert events_of(at_once) == [("ISSUED", NOW), ("ACTIVATED", NOW)]


def test_ticket_that_starts_later_is_issued_without_a_window(waiting):
    assert waiting.state == TicketState.ISSUED
    assert (waiting.valid_from, waiting.valid_until) == (None, None)
    assert waiting.activate_until == later(days=30)
    assert events_of(waiting) == [("ISSUED", NOW)]


def test_time_to_activate_runs_from_the_departure():
    ticket = TicketFactory(
        ticket_type__activation=Activation.LATER,
        validity=Validity(ValidityKind.DURATION, minutes=60, travels_at=later(days=10)),
    )

    assert ticket.activate_until == later(days=40)


def test_fixed_dates_can_be_activated_until_they_are_over():
    fixed = Window(later(days=1), later(days=8))
    ticket = TicketFactory(
        ticket_type__activation=Activation.LATER,
        validity=Validity(ValidityKind.FIXED_DATES, fixed=fixed),
    )

    assert ticket.activate_until == fixed.closes_at
    [active] = activate_tickets([ticket], by=BY, at=later(days=2))
    assert (active.valid_from, active.valid_until) == (fixed.opens_at, fixed.closes_at)


@pytest.mark.parametrize("sold", Activation)
def test_ticket_type_that_changes_leaves_sold_tickets_as_they_are(sold):
    validity = Validity(ValidityKind.DURATION, minutes=60, travels_at=later(hours=8))
    ticket = TicketFactory(ticket_type__activation=sold, validity=validity)
    before = (ticket.state, ticket.valid_from)

    TicketType.objects.update(activation=next(other for other in Activation if other != sold))
    [active] = activate_tickets([ticket], by=BY, at=later(hours=1))

    assert active.activation == sold
    begin = later(hours=8) if sold == Activation.AT_ONCE else later(hours=1)
    assert active.valid_from == begin
    assert before == (ticket.state, begin if sold == Activation.AT_ONCE else None)


@pytest.mark.parametrize("activation", Activation)
def test_ticket_is_over_exactly_when_the_sweep_finds_it(activation):
    ticket = TicketFactory(ticket_type__activation=activation)

    for moment in (ticket.ends_at - timedelta(microseconds=1), ticket.ends_at):
        assert ticket.is_over(moment) == Ticket.objects.over(moment).exists()

    assert ticket.is_over(ticket.ends_at)
    void_tickets([ticket], by=BY, at=NOW)
    assert not Ticket.objects.get().is_over(ticket.ends_at)
    assert not Ticket.objects.over(ticket.ends_at).exists()


def test_tickets_are_found_by_the_moment_that_they_closed():
    closed = later(minutes=10)
    used, void, over = TicketFactory(), TicketFactory(), TicketFactory(activation_days=0)
    TicketFactory()
    use_ticket(used, by=BY, at=closed)
    void_tickets([void], by=BY, at=closed)
    Ticket.objects.filter(pk=over.pk).update(valid_until=closed)
    expire_tickets(by=BY, at=closed)

    assert set(Ticket.objects.closed_since(closed)) == {used, void, over}
    assert not Ticket.objects.closed_since(closed + timedelta(microseconds=1)).exists()


def test_issuing_keeps_the_order_asked_for():
    kind = TicketTypeFactory()
    rule = Validity(ValidityKind.CALENDAR_DAY)
    orders = [TicketOrder(kind, number, "Day", rule, 1) for number in (3, 1, 2)]

    tickets = issue_tickets(orders, tenant=kind.tenant, by=BY, at=NOW)

    assert [ticket.product_number for ticket in tickets] == [3, 1, 2]
    assert Ticket.objects.count() == 3


def test_issuing_cuts_labels_and_sorts_zones():
    ticket = TicketFactory(label="x" * 80, zones=(7, 3, 7))

    assert ticket.label == "x" * 60
    assert ticket.zones == [3, 7]


@pytest.mark.parametrize("number", [1, 4])
def test_issuing_takes_two_statements_however_many(number):
    kind = TicketTypeFactory()
    rule = Validity(ValidityKind.CALENDAR_DAY)
    orders = [TicketOrder(kind, 1, "Day", rule, 1)] * number

    with counted() as count:
        issue_tickets(orders, tenant=kind.tenant, by=BY, at=NOW)

    assert count.statements == 2


def test_calendar_day_is_a_day_of_the_tenants_zone():
    ticket = TicketFactory(
        ticket_type__tenant__timezone="America/New_York",
        validity=Validity(ValidityKind.CALENDAR_DAY),
    )

    assert ticket.valid_from.isoformat() == "2026-06-01T00:00:00-04:00"
    assert ticket.valid_until.isoformat() == "2026-06-02T00:00:00-04:00"


def test_activating_opens_the_window_then(waiting):
    [ticket] = activate_tickets([waiting], by=BY, at=later(hours=5))

    assert ticket.state == TicketState.ACTIVE
    assert ticket.activated_at == later(hours=5)
    assert (ticket.valid_from, ticket.valid_until) == (later(hours=5), later(hours=6))
    assert events_of(ticket) == [("ISSUED", NOW), ("ACTIVATED", later(hours=5))]


def test_activating_again_changes_nothing(waiting):
    activate_tickets([waiting], by=BY, at=later(hours=5))

    [ticket] = activate_tickets([waiting], by=BY, at=later(hours=7))

    assert ticket.valid_until == later(hours=6)
    assert ticket.events.count() == 2


def test_activating_in_the_last_moment_is_in_time(waiting):
    [ticket] = activate_tickets([waiting], by=BY, at=later(days=30, microseconds=-1))

    assert ticket.state == TicketState.ACTIVE


def test_activating_too_late_is_refused(waiting):
    with pytest.raises(ActivationTooLate):
        activate_tickets([waiting], by=BY, at=later(days=30))

    assert Ticket.objects.get().state == TicketState.ISSUED


def test_activating_a_void_ticket_is_refused(waiting):
    void_tickets([waiting], by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        activate_tickets([waiting], by=BY, at=NOW)


@pytest.mark.parametrize("activation", Activation)
def test_voiding_closes_a_ticket(activation):
    ticket = TicketFactory(ticket_type__activation=activation)

    [void] = void_tickets([ticket], by=Actor.staff("anna"), at=later(minutes=1))

    assert void.state == TicketState.VOIDED
    assert void.closed_at == later(minutes=1)
    assert TicketEvent.objects.get(name="VOIDED").actor == "staff:anna"


def test_voiding_twice_is_refused(at_once):
    void_tickets([at_once], by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        void_tickets([at_once], by=BY, at=NOW)


def test_using_closes_an_active_ticket(at_once):
    used = use_ticket(at_once, by=BY, at=later(minutes=10))

    assert used.state == TicketState.USED
    assert used.used_at == later(minutes=10)
    assert not used.may_be_shown(later(minutes=10))


def test_using_a_ticket_that_is_over_is_refused(at_once):
    with pytest.raises(TicketNotActive):
        use_ticket(at_once, by=BY, at=later(minutes=60))


def test_using_a_ticket_that_waits_is_refused(waiting):
    with pytest.raises(TicketNotActive):
        use_ticket(waiting, by=BY, at=NOW)


def test_using_twice_is_refused(at_once):
    use_ticket(at_once, by=BY, at=NOW)

    with pytest.raises(TicketNotActive):
        use_ticket(at_once, by=BY, at=NOW)


def test_active_ticket_may_be_shown_from_its_activation_to_its_end(at_once):
    assert at_once.may_be_shown(NOW)
    assert at_once.may_be_shown(later(minutes=60, microseconds=-1))
    assert not at_once.may_be_shown(later(minutes=60))


def test_expiring_closes_tickets_whose_time_is_over():
    over = TicketFactory()
    never_used = TicketFactory(ticket_type__activation=Activation.LATER, activation_days=0)
    still_valid = TicketFactory(at=later(minutes=1))
    waiting = TicketFactory(ticket_type__activation=Activation.LATER)
    void = TicketFactory()
    void_tickets([void], by=BY, at=NOW)

    assert expire_tickets(by=BY, at=later(minutes=60)) == 2

    states = {
        ticket.pk: Ticket.objects.get(pk=ticket.pk).state
        for ticket in (over, never_used, still_valid, waiting, void)
    }
    assert list(states.values()) == ["EXPIRED", "EXPIRED", "ACTIVE", "ISSUED", "VOIDED"]
    assert events_of(over)[-1] == ("EXPIRED", later(minutes=60))


def test_expiring_again_finds_nothing(at_once):
    assert expire_tickets(by=BY, at=later(minutes=60)) == 1
    assert expire_tickets(by=BY, at=later(minutes=60)) == 0


def test_expiring_takes_one_batch_at_a_time():
    TicketFactory.create_batch(3)

    assert expire_tickets(by=BY, at=later(days=1), limit=2) == 2
    assert expire_tickets(by=BY, at=later(days=1), limit=2) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_expiring_takes_three_statements_however_many(number):
    TicketFactory.create_batch(number)

    with counted() as count:
        expire_tickets(by=BY, at=later(days=1))

    assert count.statements == 3
