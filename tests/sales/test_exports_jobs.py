"""Exports as jobs: asked for, run, stopped, killed, expired."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django_fsm import TransitionNotAllowed

from operators.listing.problems import UnusableListing
from sales.exports.datasets import find_dataset
from sales.exports.errors import WishUnfit
from sales.exports.jobs import actions
from sales.exports.jobs.actions import (
    cancel_export,
    expire_exports,
    purge_files,
    repeat_export,
    request_export,
    run_export,
)
from sales.exports.jobs.asking import wish_of
from sales.exports.jobs.errors import (
    ExportGone,
    ExportNotReady,
    ExportOver,
    ExportRunning,
    TooManyExports,
)
from sales.exports.jobs.files import path_of
from sales.exports.jobs.queries import file_of, to_send_again
from sales.exports.jobs.states import KEPT_FOR
from sales.exports.totals import ControlTotals, totals_of
from sales.exports.wishes import DIALECTS, ExportWish, Format, Period
from sales.exports.writers import outlet
from sales.models import Export
from sales.tasks import send_exports
from tests.factories.export_jobs import asked_export, ready_export, started_export
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.scenarios import open_shop
from tests.racing import race
from tests.sales.exporting import again, written

TODAY = NOW.date()
JSON = Format.JSON_LINES


def names(export: Export) -> list[str]:
    return list(export.events.order_by("pk").values_list("name", flat=True))


def test_wish_is_kept_as_it_was_asked(db):
    shop = open_shop()
    wish = ExportWish(
        find_dataset("orders"),
        shop.tenant,
        sellers=frozenset({shop.channel.seller_id}),
        period=Period(TODAY, TODAY),
        pairs=(("currency", "eq:EUR"), ("currency", "ne:NOK")),
        dialect=DIALECTS["spreadsheet"],
        version=1,
    )

    export = request_export(wish, by=BY, at=NOW)

    assert wish_of(again(export)) == wish
    assert (export.state, export.file_name) == ("REQUESTED", "orders_20260601_20260601_v1.csv")
    assert names(export) == ["REQUESTED"]


def test_wish_that_cannot_be_is_refused_at_once(db):
    tenant = TenantFactory()

    with pytest.raises(WishUnfit):
        asked_export(tenant, format=Format.DATEV)
    with pytest.raises(UnusableListing):
        asked_export(tenant, pairs=(("nonsense", "eq:1"),))
    assert Export.objects.count() == 0


def test_too_many_exports_at_once_are_refused(db, monkeypatch):
    monkeypatch.setattr(actions, "MOST_OPEN", 1)
    tenant = TenantFactory()
    asked_export(tenant)

    with pytest.raises(TooManyExports):
        asked_export(tenant)
    asked_export()


@pytest.mark.django_db(transaction=True)
def test_export_is_written_whole_with_its_totals(exporter, folder):
    export = run_export(asked_export(exporter.tenant), by=BY, at=NOW)

    content = path_of(export).read_bytes()
    assert content == written(wish_of(export))
    assert (export.state, export.size) == ("READY", len(content))
    assert export.digest == hashlib.sha256(content).hexdigest()
    assert ControlTotals.from_json(export.totals) == totals_of(wish_of(export))
    assert (export.done_rows, export.all_rows, export.attempts) == (3, 3, 1)
    assert NOW + KEPT_FOR <= export.expires_at < later(minutes=1) + KEPT_FOR
    assert [one.name for one in folder.iterdir()] == [str(export.reference)]
    assert names(export) == ["REQUESTED", "STARTED", "READY"]


@pytest.mark.django_db(transaction=True)
def test_second_message_does_nothing(exporter):
    export = ready_export(exporter.tenant)

    with pytest.raises(ExportOver):
        run_export(export, by=BY, at=NOW)
    assert again(export).attempts == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_write_the_same_export(exporter, monkeypatch):
    export = asked_export(exporter.tenant)
    others: list[Any] = []
    finish = actions._finish

    def late(*args, **more):
        others.extend(race(partial(run_export, export, by=BY, at=NOW)))
        finish(*args, **more)

    monkeypatch.setattr(actions, "_finish", late)
    done = run_export(export, by=BY, at=NOW)

    assert [type(one) for one in others] == [ExportRunning]
    assert (done.state, done.attempts) == ("READY", 1)


@pytest.mark.django_db(transaction=True)
def test_export_that_is_cancelled_meanwhile_leaves_no_file(exporter, folder, monkeypatch):
    monkeypatch.setattr(outlet, "ROWS_AT_ONCE", 1)
    monkeypatch.setattr("sales.exports.jobs.telling.SECONDS_BETWEEN", 0)
    export = asked_export(exporter.tenant, format=JSON)
    tell = outlet.Outlet.tell

    def cancels(self: Any) -> None:
        if self.rows == 1:
            race(partial(cancel_export, export, by=BY, at=NOW))
        tell(self)

    monkeypatch.setattr(outlet.Outlet, "tell", cancels)
    done = run_export(export, by=BY, at=NOW)

    assert (done.state, list(folder.iterdir())) == ("CANCELLED", [])
    assert names(export) == ["REQUESTED", "STARTED", "CANCELLED"]


@pytest.mark.django_db(transaction=True)
def test_export_that_is_cancelled_at_the_last_moment_leaves_no_file(exporter, folder, monkeypatch):
    export = asked_export(exporter.tenant)
    finish = actions._finish

    def cancelled_first(*args, **more):
        cancel_export(export, by=BY, at=NOW)
        finish(*args, **more)

    monkeypatch.setattr(actions, "_finish", cancelled_first)

    assert run_export(export, by=BY, at=NOW).state == "CANCELLED"
    assert list(folder.iterdir()) == []


def test_export_that_has_ended_cannot_be_cancelled(db):
    export = asked_export()
    cancel_export(export, by=BY, at=NOW)

    with pytest.raises(TransitionNotAllowed):
        cancel_export(export, by=BY, at=NOW)
    with pytest.raises(ExportOver):
        run_export(export, by=BY, at=NOW)
    with pytest.raises(ExportNotReady):
        file_of(again(export), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_written_says_why(exporter, folder):
    """The books got an account without a number after it was asked for."""
    export = asked_export(exporter.tenant, "accounting_batch", period=Period(TODAY, TODAY))

    done = run_export(export, by=BY, at=NOW)

    assert (done.state, list(folder.iterdir())) == ("FAILED", [])
    assert done.failure != ""
    assert names(export) == ["REQUESTED", "STARTED", "FAILED"]


@pytest.mark.django_db(transaction=True)
def test_full_disk_is_told(exporter, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.EXPORT_FOLDER = str(tmp_path / "file")
    export = asked_export(exporter.tenant)

    with pytest.raises(FileExistsError):
        run_export(export, by=BY, at=NOW)

    assert again(export).failure == actions.DISK


@pytest.mark.django_db(transaction=True)
def test_fault_of_ours_is_told_to_people_and_to_us(exporter, monkeypatch):
    monkeypatch.setattr(actions, "write_export", lambda *_, **__: 1 / 0)
    export = asked_export(exporter.tenant)

    with pytest.raises(ZeroDivisionError):
        run_export(export, by=BY, at=NOW)

    assert (again(export).state, again(export).failure) == ("FAILED", actions.BROKEN)


@pytest.mark.django_db(transaction=True)
def test_lost_message_is_sent_again(exporter):
    export = asked_export(exporter.tenant)

    assert to_send_again(later(seconds=59)) == []
    assert send_exports() == 1
    assert again(export).state == "READY"
    assert send_exports() == 0


def test_export_whose_worker_speaks_is_not_sent_again(db):
    started_export()

    assert to_send_again(later(seconds=59)) == []


@pytest.mark.django_db(transaction=True)
def test_file_is_gone_once_it_expired(exporter, folder):
    export = ready_export(exporter.tenant)
    over = export.expires_at

    assert file_of(export, at=over - timedelta(seconds=1)) == path_of(export)
    with pytest.raises(ExportGone):
        file_of(export, at=over)
    assert expire_exports(by=BY, at=over - timedelta(seconds=1), limit=10) == 0
    assert expire_exports(by=BY, at=over, limit=10) == 1
    assert (again(export).state, list(folder.iterdir())) == ("EXPIRED", [])
    with pytest.raises(ExportGone):
        file_of(again(export), at=NOW)
    assert names(export)[-1] == "EXPIRED"


@pytest.mark.django_db(transaction=True)
def test_purge_removes_what_a_failed_removal_left_and_nothing_else(exporter, folder):
    kept, lost = ready_export(exporter.tenant), asked_export(exporter.tenant)
    cancel_export(lost, by=BY, at=NOW)
    (folder / f"{lost.reference}.1.part").write_bytes(b"half")
    (folder / "README").write_text("of somebody else")

    assert purge_files() == 1
    assert {one.name for one in folder.iterdir()} == {str(kept.reference), "README"}


@pytest.mark.django_db(transaction=True)
def test_lost_file_is_gone(exporter):
    export = ready_export(exporter.tenant)
    path_of(export).unlink()

    with pytest.raises(ExportGone):
        file_of(export, at=NOW)


def test_export_is_asked_for_again_with_the_same_wish(db):
    first = asked_export(pairs=(("currency", "eq:EUR"),), period=Period(TODAY, TODAY))

    second = repeat_export(first, by=BY, at=later(days=1))

    assert wish_of(second) == wish_of(first)
    assert second.reference != first.reference
