"""Every button of the admin: who may press it, and that looking presses nothing."""

from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.test import Client
from django_fsm import ConcurrentTransition

from bookings.admin.bookings import CANCEL_BOOKING
from operators.admin.changes import in_words
from operators.models import Role
from tests.admin_acts import BUTTONS, LISTED, PAGES, Button, ticket_of
from tests.admin_world import address, logged_in, member, own_pages, sentences
from tests.admin_world import button as button_to
from tests.factories.moments import NOW, later
from tests.factories.sales import CustomerFactory
from tests.factories.scenarios import LATER, Shop, open_shop
from tests.standing import standing, undone_at_the_end

pytestmark = pytest.mark.django_db

each_button = pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.path)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}


@standing
def shop() -> Shop:
    return open_shop(LATER)


@standing
def staff(shop: Shop) -> dict[Role, Client]:
    """A browser for each role."""
    return {role: logged_in(member(shop.tenant, role)) for role in Role}


@standing
def stranger(shop: Shop) -> Client:
    """The browser of another tenant's administrator."""
    return logged_in(member(open_shop().tenant))


@standing
def row(shop: Shop, staff: dict[Role, Client], stranger: Client, button: Button) -> Model:
    """What the button is for, after everybody, so that it alone is made for each button."""
    return button.row(shop)


def address_of(button: Button, row: Model) -> str:
    return button_to(button.path, row)


def send(browser, button: Button, row: Model) -> Any:
    """Press the button; the page that can be sent once is opened before."""
    page = browser.get(address_of(button, row)).context or {}
    form = {**button.form, **button.files(row), "shown": page.get("shown", "")}
    return browser.post(address_of(button, row), form)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_table_names_every_button():
    buttons = {
        f"{model._meta.app_label}_{model._meta.model_name}_{name}"
        for model, page in own_pages().items()
        for name in [*page.actions_detail, *page.actions_list]
    }

    assert {entry.path for entry in [*BUTTONS, *PAGES]} | LISTED == buttons


@each_button
def test_post_by_hand_acts_for_fitting_roles_alone(staff, row, button):
    outcomes = {}
    for role, browser in staff.items():
        with undone_at_the_end():
            refused = send(browser, button, row).status_code == 403
            outcomes[role] = refused, button.has_happened(fresh(row))

    assert outcomes == {role: (role not in button.roles, role in button.roles) for role in Role}


@each_button
def test_looking_changes_nothing(staff, row, button):
    browser = staff[Role.ADMINISTRATOR]

    assert browser.get(address_of(button, row), button.form).status_code == 200
    assert browser.head(address_of(button, row)).status_code == 200
    assert browser.put(address_of(button, row)).status_code == 405
    assert not button.has_happened(fresh(row))


@each_button
def test_row_of_another_tenant_is_not_found(stranger, row, button):
    assert stranger.get(address_of(button, row)).status_code == 404
    assert stranger.post(address_of(button, row), button.form).status_code == 404
    assert not button.has_happened(fresh(row))


@each_button
def test_stranger_is_sent_to_the_login(client, row, button):
    response = client.post(address_of(button, row), button.form)

    assert response.url.startswith("/admin/login/")
    assert not button.has_happened(fresh(row))


@each_button
def test_button_is_shown_to_fitting_roles_alone(staff, row, button):
    shown = set()
    for role, browser in staff.items():
        if address_of(button, row) in browser.get(address(row, "change")).text:
            shown.add(role)

    assert shown == button.roles


@each_button
def test_history_of_row_says_who_pressed(shop, row, button):
    user = member(shop.tenant)

    send(logged_in(user), button, row)

    [entry] = LogEntry.objects.filter(object_id=row.pk)
    assert entry.user == user


def test_button_is_gone_once_it_was_pressed(shop):
    ticket = ticket_of(shop.sell())
    browser = logged_in(member(shop.tenant))

    browser.post(button_to("tickets_ticket_void", ticket))

    page = browser.get(address(ticket, "change")).text
    assert button_to("tickets_ticket_void", ticket) not in page


def test_domain_error_is_a_message(shop):
    booking = shop.hold()
    browser = logged_in(member(shop.tenant))

    with time_machine.travel(later(days=1), tick=False):
        response = browser.post(button_to("bookings_booking_cancel", booking))

    assert response.url == address(booking, "change")
    assert sentences(response) == [
        "The time to commit this booking is over; plan again and book a new offer."
    ]


def test_transition_that_is_not_allowed_is_a_message(shop):
    ticket = ticket_of(shop.sell())
    browser = logged_in(member(shop.tenant))
    browser.post(button_to("tickets_ticket_void", ticket))

    response = browser.post(button_to("tickets_ticket_void", ticket))

    assert response.url == address(ticket, "change")
    assert sentences(response)[-1] == (
        f"Void ticket: this is not possible any more in the state that {ticket} is in."
    )


def test_change_that_came_at_the_same_time_is_a_message():
    sentence = in_words(ConcurrentTransition(), CANCEL_BOOKING, "ABC")

    assert sentence == "ABC was changed by somebody else meanwhile; look at it and try again."


def test_done_change_is_a_message(shop):
    customer = CustomerFactory(channel=shop.channel)
    browser = logged_in(member(shop.tenant))

    response = browser.post(button_to("sales_customer_block", customer))

    assert sentences(response) == ["The customer is blocked."]


def test_administrator_here_and_inspector_there_acts_here_alone(shop):
    there = open_shop(LATER)
    user = member(shop.tenant)
    there.tenant.memberships.create(user=user, role=Role.INSPECTOR)
    browser = logged_in(user)
    here_ticket, there_ticket = ticket_of(shop.sell()), ticket_of(there.sell())

    codes = [
        browser.post(button_to("tickets_ticket_void", ticket)).status_code
        for ticket in (here_ticket, there_ticket)
    ]

    assert codes == [302, 403]
    assert browser.get(address(there_ticket, "change")).status_code == 200
    assert browser.get(address(there.channel, "change")).status_code == 404
