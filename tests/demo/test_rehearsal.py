"""A rehearsal of the books leaves them as they should be."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from demo.rehearsal.checking import differences
from demo.rehearsal.playing import Played, Rehearsal, rehearse
from demo.rehearsal.stage import Stage
from sales.models import Order, Posting, Receipt
from sales.verifier.actions import verify_books
from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_random_history_leaves_the_verifier_silent():
    rehearsal = Rehearsal(orders=24, seed="small", processes=0, ends_at=timezone.now(), days=1)
    begun = []

    played = rehearse(rehearsal, tell=begun.append)

    assert sum(begun) == 24
    assert played.crashes == []
    assert list(differences(played)) == []
    assert verify_books(played.tenant, by=BY, at=timezone.now()).counts == {}
    assert Receipt.objects.exists()
    assert Order.objects.filter(version__gt=1).exists()
    assert Posting.objects.filter(kind="CREDIT").exists()


def test_command_plays_in_processes_and_tells_the_verdict():
    out = StringIO()

    call_command("rehearse_books", orders=6, seed="two", processes=2, days=1, stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split(",")[0] for line in lines[:2]] == ["3 of 6 orders", "6 of 6 orders"]
    assert lines[-1] == "The books add up."


def test_what_the_provider_tells_otherwise_is_a_problem():
    played = Played(TenantFactory(), charged=100, repaid=50)

    assert list(differences(played)) == [
        "The provider took 1.0, the books say 0.00.",
        "The provider gave 0.5 back, the books say 0.00.",
    ]


def test_crash_of_an_act_is_kept_for_the_verdict():
    stage = Stage(scene=None, browser=None, at=NOW)

    def break_down(**facts):
        raise RuntimeError("broken")

    assert stage.do(break_down) is None
    assert stage.tally == {"break_down: crashed": 1}
    assert "RuntimeError: broken" in stage.crashes[0]


def test_command_ends_with_one_if_something_crashed(monkeypatch):
    monkeypatch.setattr("config.management.commands.rehearse_books.differences", lambda _: ["Odd."])
    out = StringIO()

    with pytest.raises(CommandError, match="0 faults, 1 problems"):
        call_command("rehearse_books", orders=1, processes=0, days=1, stdout=out)

    assert "Odd.\n" in out.getvalue()
