"""Verifying the books: what a run keeps, who starts it, and what people see of it."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from sales.models import Order, VerifierFault, VerifierRun
from sales.tasks import verify_due_books, verify_tenant_books
from sales.verifier import queries
from sales.verifier.actions import verify_books
from sales.verifier.errors import AlreadyVerifying
from sales.verifier.invariants import INVARIANTS
from sales.verifier.queries import LOCK_KIND, due_tenants, last_runs, snapshot_of
from sales.verifier.states import InvariantName
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory, TenantFactory
from tests.factories.scenarios import Shop, open_shop
from tests.factories.verifier import verifier_run
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    """Two bookings were sold."""
    opened = open_shop()
    opened.sell()
    opened.sell()
    return opened


def lose_a_cent(*orders: Order) -> None:
    """The balance stays that of a draft, so that no check refuses it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE sales_posting SET amount = amount + 0.01"
            " WHERE order_id = ANY(%s) AND account = 'CUSTOMER_RECEIVABLE' AND kind = 'CAPTURE'",
            [[order.pk for order in orders]],
        )


def test_every_invariant_has_its_statement():
    assert set(INVARIANTS) == set(InvariantName)


def test_books_that_add_up_leave_a_run_without_faults(shop):
    told = []

    run = verify_books(shop.tenant, tell=lambda *news: told.append(news[0]), by=BY, at=NOW)

    assert (run.order_count, run.fault_count, run.counts) == (2, 0, {})
    assert (run.started_at, run.started_by, run.organisation) == (NOW, str(BY), None)
    assert told == list(INVARIANTS)
    assert not VerifierFault.objects.exists()


def test_run_keeps_the_places_of_faults(shop):
    order = Order.objects.order_by("pk")[0]
    lose_a_cent(order)

    run = verify_books(shop.tenant, by=BY, at=NOW)

    assert (run.fault_count, run.counts) == (2, {"F11": 2})
    faults = run.faults.order_by("pk").values_list("order_code", "order_version", "found")
    assert list(faults) == [(order.code, 1, "0.01 EUR"), (order.code, 1, "0.01 EUR")]
    assert run.faults.filter(document__isnull=False).count() == 1


def test_run_counts_all_faults_and_keeps_the_first(shop, monkeypatch):
    monkeypatch.setattr(queries, "MOST_KEPT", 3)
    lose_a_cent(*Order.objects.all())

    run = verify_books(shop.tenant, by=BY, at=NOW)

    assert (run.fault_count, run.faults.count()) == (4, 3)


def test_books_of_one_organisation_leave_out_those_of_others(shop):
    lose_a_cent(*Order.objects.all())
    other = OrganisationFactory(tenant=shop.tenant)

    mine = verify_books(shop.tenant, organisation=shop.channel.seller, by=BY, at=NOW)
    others = verify_books(shop.tenant, organisation=other, by=BY, at=NOW)

    assert (mine.order_count, mine.fault_count) == (2, 4)
    assert (others.order_count, others.fault_count) == (0, 0)


def test_books_of_another_tenant_are_left_out(shop):
    lose_a_cent(*Order.objects.all())

    assert verify_books(open_shop().tenant, by=BY, at=NOW).fault_count == 0


def test_snapshot_is_read_only_and_of_one_moment(shop):
    with snapshot_of(shop.tenant):
        assert Order.objects.count() == 2
        race(shop.sell)
        assert Order.objects.count() == 2
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            assert cursor.fetchone() == ("on",)
    assert Order.objects.count() == 3


def test_two_runs_over_one_tenant_are_refused(shop):
    def verify() -> VerifierRun:
        return verify_books(shop.tenant, by=BY, at=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_KIND, shop.tenant.pk])
        [refusal] = race(verify)
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_KIND, shop.tenant.pk])

    assert isinstance(refusal, AlreadyVerifying)
    assert verify().fault_count == 0


# When it runs


@pytest.mark.parametrize(
    ("hours", "is_due"),
    [(0, False), (13.9, False), (14, True), (30, True)],
)
def test_books_are_due_once_a_night_of_the_tenant(hours, is_due):
    """NOW is noon in Amsterdam; the night begins at two."""
    tenant = TenantFactory(timezone="Europe/Amsterdam")
    verifier_run(tenant)

    assert due_tenants(later(hours=hours)) == ([tenant] if is_due else [])


def test_books_that_were_never_tried_are_due():
    tenant = TenantFactory()

    assert due_tenants(NOW) == [tenant]


def test_run_over_one_organisation_does_not_stand_for_the_night():
    tenant = TenantFactory()
    verifier_run(tenant, organisation=OrganisationFactory(tenant=tenant))

    assert due_tenants(NOW) == [tenant]
    assert last_runs([tenant]) == []


def test_timer_has_each_due_tenant_verified(shop, monkeypatch):
    sent = []
    monkeypatch.setattr(verify_tenant_books, "delay", lambda **told: sent.append(told))
    verifier_run()
    with time_machine.travel(NOW, tick=False):
        assert verify_due_books() == 1

    assert sent == [{"tenant": shop.tenant.pk}]


def test_task_verifies_once_however_often_it_is_sent(shop):
    lose_a_cent(*Order.objects.all())
    with time_machine.travel(NOW, tick=False):
        first = verify_tenant_books(tenant=shop.tenant.pk, from_the_future=True)
        second = verify_tenant_books(tenant=shop.tenant.pk)

    assert (first, second) == (4, 0)
    assert VerifierRun.objects.get().started_by == "timer:verify-books"


# At the command line


def verified(**options: str) -> str:
    out = StringIO()
    call_command("verify_books", stdout=out, **options)
    return out.getvalue()


def test_command_says_that_the_books_add_up(shop):
    lines = verified().splitlines()

    assert lines[0] == f"Books of {shop.tenant}"
    assert re.fullmatch(r"  F1  holds +\d+\.\d\d s  The total is .*", lines[1])
    assert len(lines) == len(INVARIANTS) + 3
    assert lines[-1] == "The books add up."


def test_command_ends_with_one_and_prints_the_places(shop, capsys):
    order = Order.objects.order_by("pk")[0]
    lose_a_cent(order)
    out = StringIO()

    with pytest.raises(CommandError, match="The books do not add up: 2 faults.") as refusal:
        call_command("verify_books", tenant=shop.tenant.slug, stdout=out)

    assert refusal.value.returncode == 1
    place = "what the customer owes in the books: expected 0.00 EUR, found 0.01 EUR"
    assert f"       F11 order {order.code}, version 1, {place}\n" in out.getvalue()


def test_command_takes_the_books_of_one_organisation(shop):
    seller = shop.channel.seller

    assert verified(tenant=shop.tenant.slug, organisation=seller.name).startswith(
        f"Books of {seller}\n"
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"tenant": "nobody"}, "There is no tenant nobody; use the slug of one."),
        ({"organisation": "X"}, "Name the tenant of the organisation as well: --tenant SLUG."),
        ({"tenant": "t", "organisation": "X"}, "There is no organisation X in t; use the name"),
    ],
)
def test_command_names_what_it_does_not_find(options, sentence):
    TenantFactory(slug="t")

    with pytest.raises(CommandError, match=re.escape(sentence)):
        verified(**options)


def test_command_says_that_another_run_is_at_work(shop):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_KIND, shop.tenant.pk])
        [refusal] = race(verified)
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_KIND, shop.tenant.pk])

    assert str(refusal) == AlreadyVerifying().detail


def test_newest_runs_come_first():
    one, other = TenantFactory(), TenantFactory()
    verifier_run(one)
    newest = verifier_run(one, started_at=NOW + timedelta(hours=1))
    older = verifier_run(other)

    assert last_runs([one, other]) == [newest, older]
