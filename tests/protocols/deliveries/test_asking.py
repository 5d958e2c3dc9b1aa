"""Asking a partner whether it agrees."""

from __future__ import annotations

import pytest

from protocols.deliveries.asking import Question, ask_partner
from protocols.deliveries.errors import NoAnswer, NobodyToAsk
from protocols.models import Delivery
from tests.admin_world import button, logged_in, member, sentences
from tests.factories.moments import NOW
from tests.factories.partners import endpoint_at
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.protocols.deliveries.delivering import STAFF
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop() -> RentalShop:
    return open_rental_shop()


@pytest.mark.parametrize(("said", "agrees"), [(b"true", True), (b" false\n", False)])
def test_partner_says_yes_or_no(shop, partner, said, agrees):
    endpoint_at(shop.channel, partner.address)
    leg = shop.book().leg
    partner.answer, partner.body = lambda _call: 200, said

    asked = ask_partner(leg, Question.REPLACE_ASSET, type_id="bike", by=STAFF, at=NOW)

    assert asked is agrees
    [call] = partner.heard
    assert (call.path, call.told) == (
        f"/mp/legs/{leg.reference}/question",
        {"question": "REPLACE_ASSET", "type": "bike"},
    )
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("status", "said"),
    [(200, b""), (200, b"1"), (200, b"yes"), (200, b"[" * 5000), (404, b"true"), (503, b"")],
)
def test_anything_else_is_no_answer(shop, partner, status, said):
    endpoint_at(shop.channel, partner.address)
    partner.answer, partner.body = lambda _call: status, said

    with pytest.raises(NoAnswer):
        ask_partner(shop.book().leg, Question.START_LEG, by=STAFF, at=NOW)


def test_partner_that_is_not_told_is_not_asked(shop, partner):
    endpoint_at(shop.channel, partner.address, tells_all=False)

    with pytest.raises(NobodyToAsk):
        ask_partner(shop.book().leg, Question.START_LEG, by=STAFF, at=NOW)


@pytest.mark.parametrize(
    ("said", "told"),
    [(b"true", "The partner agrees."), (b"false", "The partner does not agree.")],
)
def test_staff_ask_on_the_page_of_the_rental(shop, partner, said, told):
    endpoint_at(shop.channel, partner.address)
    partner.answer, partner.body = lambda _call: 200, said
    browser = logged_in(member(shop.tenant))

    path = button("bookings_rental_ask_partner", shop.book())
    response = browser.post(path, {"question": "START_LEG"})

    assert sentences(response) == [told]
