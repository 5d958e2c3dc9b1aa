"""Every form of the admin, sent by hand by everybody: it is done, or refused and nothing changed.

The buttons have their table in test_admin_changes.py. The last test holds both tables against the
real addresses, so that a page without a row here is noticed.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver

from operators.models import Membership, Role, Tenant, User
from tests.admin_acts import BUTTONS, LISTED, PAGES
from tests.admin_everything import EVERYTHING
from tests.admin_forms import FORMS, Form
from tests.admin_rows import Rows, one_of_everything
from tests.admin_world import OWN_APPS, address, logged_in, member, own_pages, superuser
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory, UserFactory
from tests.pages import admin_form_of
from tests.standing import standing

pytestmark = pytest.mark.django_db

OF_EVERY_KIND = {"changelist", "add", "change", "delete", "history"}
OF_DJANGO_AND_UNFOLD = {
    "app_list", "autocomplete", "auth_user_password_change", "index", "jsi18n", "login", "logout",
    "password_change", "password_change_done", "search", "view_on_site",
}  # fmt: skip
LOOKS = {
    "operators_feed_importing", "sales_receipt_print", "sales_invoice_print",
    "sales_statement_print", "sales_cashsettlement_print", "sales_closing_print",
    "sales_export_file", "sales_report_vat", "sales_report_open_items", "sales_report_sales",
}  # fmt: skip
"""Addresses of our own that only look; their own tests ask them as everybody."""

each_form = pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def rows() -> Rows:
    return one_of_everything()


@standing
def everybody(rows: Rows) -> dict[str, Client]:
    """A browser for each role, an administrator of elsewhere, one of nowhere, and nobody."""
    tenant = rows[Tenant]
    browsers = {str(role): logged_in(member(tenant, role)) for role in Role}
    browsers["stranger"] = logged_in(member(TenantFactory()))
    browsers["of nowhere"] = logged_in(UserFactory(is_staff=True))
    return {**browsers, "nobody": Client()}


def refusals(roles: set[Role], *, stranger: int) -> dict[str, int]:
    """The answers to all who are not let through."""
    answers = {str(role): 403 for role in set(Role) - roles}
    return {**answers, "stranger": stranger, "of nowhere": 403, "nobody": 302}


def stored(row: Model) -> dict[str, Any] | None:
    """The row as the database has it; none if it is gone."""
    return type(row)._base_manager.filter(pk=row.pk).values().first()


def owned(model: type[Model], tenant: Tenant) -> int:
    rows: Any = model._default_manager.all()
    return rows.filter(**{rows.tenant_path: tenant.pk}).count()


def tried(browser: Client, path: str, form: dict[str, Any], look: Any) -> tuple[int, Any]:
    """The answer to the form and what is then true; afterwards all is as it was."""
    with transaction.atomic():
        code = browser.post(path, form).status_code
        truth = look()
        transaction.set_rollback(True)
    return code, truth


def send_as_all(
    browsers: dict[str, Client], path: str, form: dict[str, Any], look: Any
) -> dict[str, tuple[int, Any]]:
    return {who: tried(browser, path, form, look) for who, browser in browsers.items()}


def expected(roles: set[Role], *, stranger: int, done: Any, untouched: Any) -> dict[str, Any]:
    allowed = {str(role): (302, done) for role in roles}
    refused = refusals(roles, stranger=stranger)
    return {**allowed, **{who: (code, untouched) for who, code in refused.items()}}


def add_by_hand(rows: Rows, model: type[Model], form: Form) -> Model:
    """One more row of a kind, sent by an administrator."""
    assert form.new is not None
    browser = logged_in(member(rows[Tenant]))
    filled = admin_form_of(browser.get(address(model, "add")), **form.new(rows))
    browser.post(address(model, "add"), filled)
    return model._default_manager.latest("pk")


@each_form
def test_row_is_changed_for_fitting_roles_alone(rows, everybody, model):
    row, form = rows[model], FORMS[model]
    path = address(row, "change")
    filled = admin_form_of(logged_in(superuser()).get(path), **form.edit)
    before = stored(row)

    answers = send_as_all(everybody, path, filled, lambda: stored(row) != before)

    assert answers == expected(form.roles, stranger=404, done=True, untouched=False)


@each_form
def test_row_is_added_for_fitting_roles_alone(rows, everybody, model):
    form, tenant = FORMS[model], rows[Tenant]
    path = address(model, "add")
    count = owned(model, tenant)
    filled = {}
    if form.new is not None:
        filled = admin_form_of(everybody[Role.ADMINISTRATOR].get(path), **form.new(rows))

    answers = send_as_all(everybody, path, filled, lambda: owned(model, tenant) - count)

    # A stranger adds to their own tenant, if the form names no row of this one.
    stranger = answers["stranger"][0]
    roles = form.roles if form.new else set()
    assert stranger in ({200, 302} if form.new else {403})
    if model is Membership:
        # The page that follows shows the first password.
        answers = {who: (302, 1) if got == (200, 1) else got for who, got in answers.items()}
    assert answers == expected(roles, stranger=stranger, done=1, untouched=0)


@each_form
def test_row_is_deleted_for_fitting_roles_alone(rows, everybody, model):
    form = FORMS[model]
    row = add_by_hand(rows, model, form) if form.gone else rows[model]
    roles = form.roles if form.gone else set()

    answers = send_as_all(
        everybody, address(row, "delete"), {"post": "yes"}, lambda: stored(row) is None
    )

    stranger = 404 if form.gone else 403
    assert answers == expected(roles, stranger=stranger, done=True, untouched=False)


@each_form
def test_chosen_rows_are_deleted_for_fitting_roles_alone(rows, everybody, model):
    form = FORMS[model]
    row = add_by_hand(rows, model, form) if form.gone else rows[model]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    answers = send_as_all(
        everybody, address(model, "changelist"), chosen, lambda: stored(row) is None
    )

    gone = {who for who, (_, is_gone) in answers.items() if is_gone}
    assert gone == (set(map(str, form.roles)) if form.gone else set())


def facts() -> list[type[Model]]:
    return sorted(EVERYTHING - set(FORMS) - {User}, key=lambda model: model.__name__)


@pytest.mark.parametrize("model", facts(), ids=lambda model: model.__name__)
def test_fact_is_touched_by_nobody(rows, everybody, model):
    row = rows[model]
    before = stored(row), model._default_manager.count()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    sent = {
        "change": (address(row, "change"), {}),
        "add": (address(model, "add"), {}),
        "delete": (address(row, "delete"), {"post": "yes"}),
        "delete many": (address(model, "changelist"), chosen),
    }

    answers = {
        act: send_as_all(
            everybody, path, form, lambda: (stored(row), model._default_manager.count()) == before
        )
        for act, (path, form) in sent.items()
    }

    assert all(kept for act in answers.values() for _, kept in act.values())
    del answers["delete many"]
    codes = {act: {who: code for who, (code, _) in tries.items()} for act, tries in answers.items()}
    assert codes == dict.fromkeys(("change", "add", "delete"), refusals(set(), stranger=403))


def test_logins_and_tenants_are_made_by_superusers_alone(rows, everybody):
    person = rows[User]
    sent = {
        address(Tenant, "add"): {"name": "New", "slug": "new"},
        address(User, "add"): {"username": "new"},
        address(person, "change"): {"username": "changed"},
        address(person, "delete"): {"post": "yes"},
        address(person, "change").removesuffix("change/") + "password/": {"password1": "x" * 20},
    }

    def look() -> tuple[Any, int, int]:
        return stored(person), User.objects.count(), Tenant.objects.count()

    before = look()

    for path, form in sent.items():
        answers = send_as_all(everybody, path, form, look)
        codes = {who: code for who, (code, _) in answers.items()}
        assert codes == refusals(set(), stranger=codes["stranger"])
        assert codes["stranger"] in (403, 404)
        assert {who: truth for who, (_, truth) in answers.items()} == dict.fromkeys(codes, before)


def names_of(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_tables_name_every_address_of_the_admin():
    forms = {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in EVERYTHING
        for page in OF_EVERY_KIND
    }
    ours = {entry.path for entry in [*BUTTONS, *PAGES]} | LISTED | LOOKS

    assert set(names_of(admin.site.urls[0])) == forms | ours | OF_DJANGO_AND_UNFOLD


def test_table_names_every_kind_that_people_keep():
    kept = {model for model, page in own_pages().items() if getattr(page, "may_change", None)}

    assert set(FORMS) == kept
    assert {model._meta.app_label for model in EVERYTHING} <= set(OWN_APPS)
