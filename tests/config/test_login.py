"""Passwords of the admin cannot be tried without end."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from protocols.models import ClientCount, Limited
from protocols.strangers import LIMITS
from tests.factories.moments import NOW
from tests.factories.operators import UserFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
PAGE = "/admin/login/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@standing
def anna():
    anna = UserFactory(username="anna", is_staff=True)
    anna.set_password(PASSWORD)
    anna.save()
    return anna


def log_in(username: str, password: str, address: str = "192.0.2.1"):
    client = Client(REMOTE_ADDR=address)
    return client.post(PAGE, {"username": username, "password": password})


def spend(kind: Limited, tries: int) -> None:
    """All but so many of the tries of whoever tried just now are used."""
    ClientCount.objects.filter(kind=kind).update(requests=LIMITS[kind].requests - tries)


def test_log_in_page_opens_without_being_counted():
    assert Client().get(PAGE).status_code == 200
    assert ClientCount.objects.count() == 0


def test_right_password_lets_in_and_leaves_no_count(anna):
    answer = log_in("anna", PASSWORD)

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert [row.requests for row in ClientCount.objects.all()] == [0, 0]


def test_address_that_tried_too_often_waits_and_is_not_let_in_even_when_right(anna):
    log_in("anna", "wrong")
    spend(Limited.LOGIN, tries=1)

    assert log_in("berta", "wrong").status_code == 200
    answer = log_in("anna", PASSWORD)

    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "Wait 15 minutes, then try again." in answer.content.decode()


def test_other_address_is_let_in_meanwhile(anna):
    log_in("anna", "wrong")
    spend(Limited.LOGIN, tries=0)

    assert log_in("anna", PASSWORD, address="192.0.2.2").status_code == 302


def test_username_that_was_tried_from_everywhere_waits(anna):
    log_in("anna", "wrong")
    spend(Limited.LOGIN_NAME, tries=1)

    log_in("Anna", "wrong", address="192.0.2.2")

    assert log_in("anna", PASSWORD, address="192.0.2.3").status_code == 429


def test_tries_begin_anew_after_the_period(anna, clock):
    log_in("anna", "wrong")
    spend(Limited.LOGIN, tries=0)
    clock.shift(900)

    assert log_in("anna", PASSWORD).status_code == 302


def test_counts_hold_neither_address_nor_name(anna):
    log_in("anna", "wrong")

    stored = " ".join(row.client for row in ClientCount.objects.all())
    assert "anna" not in stored
    assert "192.0.2.1" not in stored
