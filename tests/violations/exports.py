"""Constraints of what exports are told."""

from __future__ import annotations

from sales.exports.jobs.actions import request_due_exports
from sales.models import BatchAccount, Export
from tests.factories.books import books
from tests.factories.export_jobs import asked_export, finished_export, schedule, started_export
from tests.factories.exports import BatchTermsFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import OrganisationFactory
from tests.violations.ways import NONSENSE, Violation, event_of, stranger, twice, wrong


def account(**values: object) -> BatchAccount:
    facts = {"account": "VAT_PAYABLE", "vat_rate": None, "number": "1776", **values}
    return BatchAccount.objects.create(terms=BatchTermsFactory(), **facts)


def two_accounts() -> tuple[BatchAccount, BatchAccount]:
    first = account()
    facts = {"terms": first.terms, "account": "VAT_PAYABLE", "vat_rate": "9.00", "number": "1771"}
    return first, BatchAccount.objects.create(**facts)


def two_of_a_schedule() -> tuple[Export, Export]:
    """What a schedule has asked for on two days."""
    made = schedule()
    for _ in range(2):
        request_due_exports(by=BY, at=NOW.replace(year=2027), limit=1)
    first, second = made.exports.order_by("pk")
    return first, second


VIOLATIONS: dict[str, Violation] = {
    "batchterms_ledger_same_tenant": stranger(BatchTermsFactory, "ledger", books),
    "batchterms_adviser_number_is_known_form": wrong(BatchTermsFactory, adviser_number=1000),
    "batchterms_client_number_is_known_form": wrong(BatchTermsFactory, client_number=0),
    "batchterms_accounts_have_4_to_8": wrong(BatchTermsFactory, account_digits=9),
    "batchterms_year_begins_in_a_month": wrong(BatchTermsFactory, first_month=13),
    "batchterms_clearing_number_is_digits": wrong(BatchTermsFactory, clearing_number="A1"),
    "batchaccount_once_per_rate": twice(two_accounts, "vat_rate"),
    "batchaccount_account_is_known": wrong(account, account=NONSENSE),
    "batchaccount_rate_is_of_vat": wrong(account, account="CASH", vat_rate="9.00"),
    "batchaccount_number_is_digits": wrong(account, number=""),
    "export_organisation_same_tenant": stranger(asked_export, "organisation", OrganisationFactory),
    "export_schedule_same_tenant": stranger(lambda: two_of_a_schedule()[0], "schedule", schedule),
    "export_once_per_due_moment": twice(two_of_a_schedule, "due_at"),
    "export_of_schedule_has_due_moment": wrong(asked_export, due_at=NOW),
    "export_state_is_known": wrong(finished_export, state=NONSENSE),
    "export_format_is_known": wrong(asked_export, format=NONSENSE),
    "export_period_has_both_days": wrong(asked_export, first_day=NOW.date()),
    "export_ready_has_its_file": wrong(finished_export, digest=""),
    "export_failed_says_why": wrong(asked_export, failure="Nothing."),
    "export_ended_has_time": wrong(asked_export, ended_at=NOW),
    "export_running_has_times": wrong(started_export, alive_at=None),
    "exportevent_name_is_known": event_of(asked_export, NONSENSE),
    "exportschedule_organisation_same_tenant": stranger(
        schedule, "organisation", OrganisationFactory
    ),
    "exportschedule_rhythm_is_known": wrong(schedule, rhythm="YEAR"),
    "exportschedule_format_is_known": wrong(schedule, format=NONSENSE),
    "exportschedule_is_due_within_four_weeks": wrong(schedule, days_after=28),
    "exportschedule_end_has_time_and_name": wrong(schedule, ended_at=NOW),
}
