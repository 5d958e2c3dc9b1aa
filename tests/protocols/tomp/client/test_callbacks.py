"""What a supplier tells us by itself: proven, harmless twice, and only a reason to look."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from standardwebhooks import Webhook

from bookings.actions.booking import cancel_booking
from bookings.actions.leg import start_leg
from bookings.models import Booking, BookingMessage, SuppliedBooking
from operators.supply.finding import callback_address_of
from operators.supply.secrets import set_secrets
from sales.models import Order
from tests.factories.moments import BY
from tests.factories.moments import later as from_now
from tests.factories.supply import SupplierFactory
from tests.journeys.drivers.tomp_1_1 import Tomp11Driver

SECRET = f"whsec_{base64.b64encode(b'what both of us know').decode()}"


@pytest.fixture
def supplied_version() -> str:
    return "1.1.3"


@pytest.fixture
def sold(seller, reseller) -> SuppliedBooking:
    """A ticket that was resold; the supplier knows our secret."""
    set_secrets(reseller.supplier, signing_secret=SECRET)
    reseller.supplier.save()
    driver = Tomp11Driver(reseller.secret, "1.1.3")
    driver.confirm(driver.book(driver.offer(seller.origin, seller.destination, from_now())[0]))
    return SuppliedBooking.objects.select_related("booking", "supplier").get()


def call(row: SuppliedBooking, path: str, body: object, *, method="POST", secret=SECRET, age=0):
    """A signed call."""
    return call_with(row, path, json.dumps(body), method=method, secret=secret, age=age)


def call_with(row: SuppliedBooking, path: str, text: str, *, method="POST", secret=SECRET, age=0):
    """The same with any text as its body."""
    sent = timezone.now() - timedelta(seconds=age)
    signature = Webhook(secret).sign("msg_1", sent, text)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(sent.timestamp())),
        "webhook-signature": signature,
    }
    return Client().generic(
        method,
        f"/tomp/suppliers/{row.supplier.reference}/{path}",
        text,
        content_type="application/json",
        headers=headers,
    )


def there(row: SuppliedBooking) -> Booking:
    return Booking.objects.get(reference=row.remote_reference)


def test_cancellation_there_is_one_here(sold):
    cancel_booking(there(sold), by=BY, at=timezone.now())
    path = f"bookings/{sold.remote_reference}/events"

    for _ in range(2):
        assert call(sold, path, {"operation": "CANCEL"}).status_code == 200

    sold.booking.refresh_from_db()
    assert sold.booking.state == "CANCELLED"
    assert Order.objects.get(pk=sold.booking.order_id).total_amount == 0


def test_call_that_tells_lies_changes_nothing(sold):
    path = f"bookings/{sold.remote_reference}/events"

    assert call(sold, path, {"operation": "CANCEL"}).status_code == 200

    sold.booking.refresh_from_db()
    assert sold.booking.state == "CONFIRMED"


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_leg_that_was_started_there_is_in_use_here(sold, method):
    leg = there(sold).legs.select_related("booking").get()
    start_leg(leg, by=BY, at=timezone.now())
    path = f"legs/{leg.reference}" + ("/events" if method == "POST" else "")

    answer = call(sold, path, {"event": "SET_IN_USE"}, method=method)

    assert answer.status_code == 204
    assert sold.booking.legs.get().state == "IN_USE"


def test_message_is_passed_on_once(sold):
    path = f"bookings/{sold.remote_reference}/notifications"

    for _ in range(2):
        told = {"type": "ETA", "minutes": 4, "comment": "A tree fell."}
        assert call(sold, path, told).status_code == 204

    message = BookingMessage.objects.get()
    assert (message.kind, message.minutes, message.text) == ("ARRIVAL", 4, "A tree fell.")
    assert message.direction == "TO_PARTNER"


@pytest.mark.parametrize(
    ("text", "comment"),
    [("[" * 60_000, ""), ("<html>", ""), ('{"comment": "A\\ud800 tree\\u0000"}', "A? tree")],
)
def test_message_that_is_no_good_json_is_one_all_the_same(sold, text, comment):
    answer = call_with(sold, f"bookings/{sold.remote_reference}/notifications", text)

    assert answer.status_code == 204
    assert BookingMessage.objects.get().text == comment


def test_progress_and_questions_are_taken_note_of(sold):
    leg = f"legs/{there(sold).legs.get().reference}"

    assert call(sold, f"{leg}/progress", {"coordinates": {"lng": 4, "lat": 52}}).status_code == 204
    answer = call(sold, f"{leg}/confirmation", {"confirmationType": "REPLACE_ASSET"})
    assert answer.json() is False


def test_extra_costs_are_those_of_its_journal(sold):
    path = f"payment/{sold.remote_reference}/claim-extra-costs"

    answer = call(sold, path, {"category": "DAMAGE", "amount": 99})

    assert (answer.status_code, answer.json()["amount"]) == (200, 4.0)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"secret": f"whsec_{base64.b64encode(b'something else').decode()}"}, 401),
        ({"age": 3600}, 401),
        ({}, 404),
    ],
)
def test_call_that_is_not_proven_or_not_about_us_is_refused(sold, change, status):
    assert call(sold, "bookings/unknown/events", {}, **change).status_code == status


def test_token_is_proof_where_nothing_is_signed(sold):
    supplier = sold.supplier
    supplier.sealed_signing_secret = ""
    path = f"/tomp/suppliers/{supplier.reference}/bookings/{sold.remote_reference}/events"

    def status(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return Client().post(path, {}, "application/json", headers=headers).status_code

    supplier.save()
    assert status("") == 401
    set_secrets(supplier, callback_token="ours")
    supplier.save()
    assert [status("theirs"), status("ours")] == [401, 200]


def test_supplier_that_does_not_answer_itself_tells_us_again(sold):
    type(sold.supplier).objects.update(base_url="http://localhost:1/tomp")

    answer = call(sold, f"bookings/{sold.remote_reference}/events", {})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


@pytest.mark.django_db
def test_stranger_finds_no_supplier():
    answer = Client().post("/tomp/suppliers/nobody/bookings/1/events", {}, "application/json")

    assert answer.status_code == 401


@pytest.mark.django_db
def test_supplier_is_told_the_address_at_which_we_listen(settings):
    settings.BASE_URL = "https://perron.example"
    supplier = SupplierFactory()

    told = callback_address_of(supplier)

    assert told == f"https://perron.example/tomp/suppliers/{supplier.reference}"
    found = resolve(f"{told.removeprefix(settings.BASE_URL)}/legs/1")
    assert (found.url_name, found.kwargs["supplier"]) == ("supplier-leg", supplier.reference)
