"""Every page of the admin at once: rows of another tenant are not there."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.db.models import Model

from operators.admin.filters import ScopedRelatedFilter
from operators.models import ApiClient, ApiToken, Asset, Tenant, TokenKey, User
from protocols.models import CallbackEndpoint
from tests.admin_everything import EVERYTHING
from tests.admin_rows import Rows, one_of_everything
from tests.admin_world import address, logged_in, member, own_pages, superuser
from tests.counting import counted
from tests.factories.scenarios import open_shop
from tests.standing import standing
from tickets.inspection.models import Device
from tickets.models import WalletAccount

pytestmark = pytest.mark.django_db

SCOPED = EVERYTHING - {TokenKey, User}
DELETABLE = {model for model, page in own_pages().items() if getattr(page, "may_change", None)} - {
    Tenant,
    ApiClient,
    ApiToken,
    Asset,
    CallbackEndpoint,
    Device,
    WalletAccount,
}


@standing
def own(db: None) -> Rows:
    return one_of_everything()


@standing
def foreign(own: Rows) -> Rows:
    """The same of another tenant."""
    return one_of_everything()


class Seen(NamedTuple):
    """What the pages of a row show: their status, whether the list has this row and the one of the
    other tenant, and the fields of the form."""

    status: int
    is_listed: bool
    fields: frozenset[str]


@standing
def seen(own: Rows, foreign: Rows) -> dict[str, Seen]:
    """The pages of every row as a superuser sees them."""
    browser = logged_in(superuser())

    def look(row: Model) -> Seen:
        listed = set(browser.get(address(type(row), "changelist")).context["cl"].queryset)
        page = browser.get(address(row, "change"))
        fields = page.context["adminform"].form.fields
        return Seen(page.status_code, {row, foreign[type(row)]} <= listed, frozenset(fields))

    return answers(own, look)


def answers(rows: Rows, ask: Callable[[Model], Any]) -> dict[str, Any]:
    """What `ask` gives for each row, by the name of its model."""
    return {model.__name__: ask(row) for model, row in rows.items()}


def same_for_all(models: set[type[Model]], answer: Any) -> dict[str, Any]:
    return {model.__name__: answer for model in models}


def scoped(rows: Rows) -> Rows:
    return {model: row for model, row in rows.items() if model in SCOPED}


def test_table_names_every_registered_page(own):
    assert set(own_pages()) == EVERYTHING
    assert set(own) == EVERYTHING


def test_lists_hold_rows_of_own_tenant_alone(own, foreign):
    browser = logged_in(member(own[Tenant]))

    def look(row):
        response = browser.get(address(type(row), "changelist"))
        shown = set(response.context["cl"].queryset)
        return response.status_code, row in shown, foreign[type(row)] in shown

    assert answers(scoped(own), look) == same_for_all(SCOPED, (200, True, False))


@pytest.mark.parametrize("page", ["change", "history"])
def test_pages_of_foreign_rows_are_not_found(own, foreign, page):
    browser = logged_in(member(own[Tenant]))

    found = answers(scoped(foreign), lambda row: browser.get(address(row, page)).status_code)

    assert found == same_for_all(SCOPED, 404)


def test_foreign_rows_cannot_be_changed_or_deleted(own, foreign):
    browser = logged_in(member(own[Tenant]))
    rows = {model: row for model, row in foreign.items() if model in DELETABLE}

    def send(row):
        return (
            browser.post(address(row, "change"), {"name": "Mine"}).status_code,
            browser.post(address(row, "delete"), {"post": "yes"}).status_code,
            type(row).objects.filter(pk=row.pk).exists(),
        )

    assert answers(rows, send) == same_for_all(DELETABLE, (404, 404, True))


@pytest.mark.parametrize("page", ["change", "history"])
def test_pages_of_own_rows_open(own, page):
    browser = logged_in(member(own[Tenant]))

    found = answers(scoped(own), lambda row: browser.get(address(row, page)).status_code)

    assert found == same_for_all(SCOPED, 200)


def test_facts_have_no_form_and_cannot_be_added_or_deleted(own, seen):
    browser = logged_in(superuser())
    facts = {m: row for m, row in own.items() if m in SCOPED and not own_pages()[m].may_change}

    def send(row):
        return (
            set(seen[type(row).__name__].fields),
            browser.post(address(row, "change")).status_code,
            browser.post(address(type(row), "add")).status_code,
            browser.post(address(row, "delete"), {"post": "yes"}).status_code,
        )

    assert answers(facts, send) == same_for_all(set(facts), (set(), 403, 403, 403))


def test_no_form_has_a_state(seen):
    states = {"state", "blocked_at", "revoked_at"}

    found = {name: page.fields & states for name, page in seen.items()}

    assert found == same_for_all(EVERYTHING, set())


def test_superuser_sees_rows_of_every_tenant(seen):
    found = {name: (page.is_listed, page.status) for name, page in seen.items()}

    assert found == same_for_all(EVERYTHING, (True, 200))


def test_lists_take_as_many_queries_for_three_rows_as_for_one(own):
    browser = logged_in(superuser())

    def statements(row):
        with counted() as count:
            browser.get(address(type(row), "changelist"))
        return count.statements

    answers(own, statements)
    for_one = answers(own, statements)
    one_of_everything()
    one_of_everything()

    assert answers(own, statements) == for_one
    assert max(for_one.values()) <= 12


def test_filters_name_rows_of_own_tenant_alone(own, foreign):
    one_of_everything(open_shop({"cancellation_fee": "1.00"}, name="Second"))
    browser = logged_in(member(own[Tenant]))
    names = {str(row) for row in foreign.values()}

    def leaks(row):
        filters = browser.get(address(type(row), "changelist")).context["cl"].filter_specs
        return [
            label
            for choices in filters
            if isinstance(choices, ScopedRelatedFilter)
            for _, label in choices.lookup_choices
            if label in names
        ]

    assert answers(scoped(own), leaks) == same_for_all(SCOPED, [])


def test_member_without_a_fitting_role_is_refused_and_sees_no_menu(own):
    user = superuser()
    user.is_superuser = False
    user.save()
    browser = logged_in(user)

    lists = answers(own, lambda row: browser.get(address(type(row), "changelist")).status_code)

    assert lists == same_for_all(EVERYTHING, 403)
    menu = browser.get("/admin/").context["sidebar_navigation"]
    assert [item["title"] for group in menu for item in group["items"]] == ["Dashboard"]


def test_stranger_sees_no_menu(client):
    response = client.get("/admin/", follow=True)

    assert response.context["sidebar_navigation"] == []
    assert response.context["available_apps"] == []
