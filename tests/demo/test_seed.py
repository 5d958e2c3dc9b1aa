import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db.models import Sum
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from bookings.models import Booking
from demo.channels import AT_ONCE
from demo.purchases import CUSTOMERS
from demo.seed import DAYS_OF_SALES, seed_demo
from operators.models import (
    Alert,
    ApiClient,
    ApiToken,
    FeedVersion,
    Membership,
    Role,
    Stop,
    TokenKey,
    User,
)
from operators.tenancy.actions import revoke_token
from operators.tenancy.actors import Actor
from operators.tenancy.client_actions import renew_client, revoke_client
from operators.tenancy.sealing import unseal
from operators.timetable.states import FeedVersionState
from protocols.oauth.authentication import admit_client
from sales.catalogue.rights import ChannelAction, linked_channel
from sales.models import CatalogueEntry, Customer, PaymentTransaction, Posting, SalesChannel
from tests.standing import standing
from tickets.models import IssuerKey, Ticket
from tickets.states import KeyState

AT = datetime(2026, 3, 4, 10, 17, 5, tzinfo=UTC)
OURS = ("operators", "tickets", "sales", "bookings")
PEOPLE = ("admin", "finance", "support", "inspector")

pytestmark = pytest.mark.django_db


def seed(folder, *, at=AT, days_of_sales=0):
    return seed_demo(folder=folder, at=at, days_of_sales=days_of_sales)


Town = tuple[dict[str, Any], dict[str, bytes]]
"""What a seed tells, and the files that it leaves."""


def build_town(**how: Any) -> Town:
    with TemporaryDirectory() as name:
        folder = Path(name)
        told = seed(folder, **how)
        return told, {file.name: file.read_bytes() for file in folder.iterdir()}


def open_town(town: Town, folder: Path) -> dict[str, Any]:
    """The town with its files in the folder, as a seed of this folder leaves it."""
    told, files = town
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return told


@standing
def story(db) -> tuple[str, int]:
    """What the command prints, and who may read the secrets that it keeps."""
    printed = StringIO()
    with TemporaryDirectory() as name, time_machine.travel(AT, tick=False):
        folder = Path(name)
        call_command("seed_demo", folder=folder, stdout=printed)
        return printed.getvalue(), stat.S_IMODE((folder / "demo-secrets.json").stat().st_mode)


@standing
def town_without_sales(db) -> Town:
    return build_town()


@standing
def town_of_two_days(db) -> Town:
    return build_town(days_of_sales=2)


@standing
def town_of_today(db) -> Town:
    return build_town(at=timezone.now())


@pytest.fixture
def seeded(town_without_sales, tmp_path):
    return open_town(town_without_sales, tmp_path)


@pytest.fixture
def busy(town_of_two_days, tmp_path):
    return open_town(town_of_two_days, tmp_path)


@pytest.fixture
def told(town_of_today):
    return town_of_today[0]


def count_rows():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: model._default_manager.count() for model in models}


def test_second_seed_changes_nothing(busy, tmp_path):
    rows = count_rows()

    second = seed(tmp_path, at=AT + timedelta(hours=2), days_of_sales=2)

    assert second == busy
    assert count_rows() == rows


def test_seed_says_what_a_script_needs(seeded):
    members = {key: sorted(told) for key, told in seeded.items()}
    login, journey = ["password", "username"], ["depart_after", "from_stop", "to_stop", "token"]
    assert members == {
        **dict.fromkeys(PEOPLE, login),
        "tomp_1_1": journey,
        "tomp_1_1_later": journey,
        "tomp_1_6": ["asset", "assets", "near", "token"],
        "sales": ["audience", "client_id", "client_secret", "distribution_channel", "pos"],
    }
    assert seeded["sales"]["distribution_channel"] == "RAV:DistributionChannel:web"
    assert seeded["tomp_1_1"]["depart_after"] == "2026-03-06T08:00:00+01:00"


def test_seed_tells_the_story_of_the_last_weeks(story):
    states = set(Booking.objects.values_list("state", flat=True))
    days = set(Booking.objects.values_list("booked_at__date", flat=True))
    assert states >= {"FINISHED", "CANCELLED", "EXPIRED", "RELEASED"}
    assert len(days) == DAYS_OF_SALES
    assert set(Ticket.objects.values_list("state", flat=True)) >= {"EXPIRED", "VOIDED"}
    assert Booking.objects.filter(booked_at__gte=AT).exists() is False
    assert Posting.objects.aggregate(sum=Sum("amount"))["sum"] == 0


def test_time_that_passes_brings_service_days_and_sales(seeded, tmp_path):
    later = AT + timedelta(days=400)

    second = seed(tmp_path, at=later, days_of_sales=2)

    [version] = FeedVersion.objects.filter(state=FeedVersionState.IN_FORCE)
    assert version.first_date <= later.date() - timedelta(days=1)
    assert version.last_date >= later.date() + timedelta(days=365)
    assert Booking.objects.filter(booked_at__gt=later - timedelta(days=2)).exists()
    assert second["tomp_1_1"]["token"] == seeded["tomp_1_1"]["token"]


def test_day_that_passes_brings_the_sales_of_one_day(busy, tmp_path):
    before = Booking.objects.count()

    seed(tmp_path, at=AT + timedelta(days=1), days_of_sales=2)

    new = Booking.objects.order_by("id")[before:]
    assert {booking.booked_at.date() for booking in new} == {AT.date()}


def test_seed_tells_one_alert_about_a_stop(seeded):
    alert = Alert.objects.get()
    assert Stop.objects.in_force(alert.tenant).filter(stop_id__in=alert.stop_ids).count() == 1
    assert list(Alert.objects.told_at(AT + timedelta(days=1000))) == [alert]


def test_customers_who_were_blocked_buy_nothing(busy, tmp_path):
    bookings = Booking.objects.count()
    customers = [
        Customer(tenant=channel.tenant, channel=channel, external_id=f"traveller-{number:02d}")
        for channel in SalesChannel.objects.all()
        for number in range(1, CUSTOMERS + 1)
    ]
    Customer.objects.bulk_create(customers, ignore_conflicts=True)
    Customer.objects.update(blocked_at=AT)

    seed(tmp_path, at=AT + timedelta(days=1), days_of_sales=2)

    assert Booking.objects.count() == bookings


def test_seeded_people_can_log_in(seeded, client):
    for key in PEOPLE:
        assert client.login(**seeded[key])
        assert client.get(reverse("admin:index")).status_code == 200

    roles = dict(Membership.objects.values_list("user__username", "role"))
    assert roles == {
        seeded["admin"]["username"]: Role.ADMINISTRATOR,
        seeded["finance"]["username"]: Role.FINANCE,
        seeded["support"]["username"]: Role.SUPPORT,
        seeded["inspector"]["username"]: Role.INSPECTOR,
    }
    assert User.objects.filter(is_superuser=True).exists() is False


def test_login_that_was_changed_works_again(seeded, tmp_path, client):
    user = User.objects.get(username=seeded["admin"]["username"])
    user.set_password("another one altogether")
    user.is_active = False
    user.save()

    again = seed(tmp_path)

    assert again["admin"] == seeded["admin"]
    assert client.login(**again["admin"])


def test_token_that_was_revoked_is_issued_anew(seeded, tmp_path):
    for token in ApiToken.objects.all():
        revoke_token(token, by=Actor.staff("somebody"), at=AT)

    again = seed(tmp_path)

    assert again["tomp_1_1"]["token"] != seeded["tomp_1_1"]["token"]
    assert ApiToken.objects.filter(revoked_at=None).count() == 3


def test_token_whose_secret_was_lost_is_revoked(tmp_path):
    seed(tmp_path / "lost")

    seed(tmp_path / "new")

    assert ApiToken.objects.filter(revoked_at=None).count() == 3
    assert ApiToken.objects.exclude(revoked_at=None).count() == 3


def test_client_that_was_revoked_is_issued_anew(seeded, tmp_path):
    revoke_client(ApiClient.objects.get(), by=Actor.staff("somebody"), at=AT)

    again = seed(tmp_path)

    assert again["sales"]["client_id"] != seeded["sales"]["client_id"]
    assert ApiClient.objects.get(revoked_at=None).client_id == again["sales"]["client_id"]


def test_client_whose_secret_was_lost_or_changed_is_revoked(tmp_path):
    seed(tmp_path / "lost")
    seed(tmp_path / "new")
    renew_client(ApiClient.objects.get(revoked_at=None), by=Actor.staff("somebody"), at=AT)

    seed(tmp_path / "new")

    assert ApiClient.objects.filter(revoked_at=None).count() == 1
    assert ApiClient.objects.exclude(revoked_at=None).count() == 2


def test_channel_that_sells_nothing_sells_again(seeded, tmp_path):
    channel = SalesChannel.objects.get(code=AT_ONCE)
    channel.entries.all().delete()

    seed(tmp_path)

    assert CatalogueEntry.objects.on_sale(channel, AT).count() == 1


def test_key_that_cannot_be_opened_is_replaced(seeded, tmp_path, settings):
    settings.SECRETS_KEYS = ["b3RoZXIgdGVzdHMgb3RoZXIgdGVzdHMgb3RoZXIgdGU="]

    seed(tmp_path)

    states = list(IssuerKey.objects.order_by("pk").values_list("state", flat=True))
    assert states == [KeyState.RETIRED, KeyState.ACTIVE]
    assert TokenKey.objects.count() == 2
    assert unseal(TokenKey.objects.signing().get().sealed_private_key)


def test_command_prints_one_json_object_and_keeps_its_secrets_closed(story):
    printed, mode = story

    seeded = json.loads(printed)
    departure = datetime.fromisoformat(seeded["tomp_1_1"]["depart_after"])
    assert departure - AT > timedelta(days=1)
    assert departure.utcoffset() is not None
    assert mode == 0o600


def test_seeded_client_is_let_in_and_sells(told, client):
    told = told["sales"]
    members = {name: told[name] for name in ("client_id", "client_secret", "audience")}
    asked = {"grant_type": "client_credentials", **members}

    sold = client.post("/oauth/token", asked, content_type="application/json")
    token = sold.json()["access_token"]
    request = RequestFactory(headers={"Authorization": f"Bearer {token}"}).get("/")
    caller = admit_client(request, at=timezone.now())
    link = linked_channel(
        caller.pk, told["distribution_channel"], organisation_id=caller.organisation_id
    )

    assert caller.client_id == told["client_id"]
    assert link.actions == set(ChannelAction)
    assert link.channel.payment_methods.exists()
    assert CatalogueEntry.objects.on_sale(link.channel, timezone.now()).count() == 4


@pytest.mark.parametrize("kind", ["VISA", "MASTERCARD", "AMEX"])
def test_seeded_client_is_paid_by_card_as_the_contract_shows(told, client, cards, kind):
    """§14.1 to §14.3, with other ids and amounts."""
    told = told["sales"]
    cards = replace(cards, name="demo")
    members = {name: told[name] for name in ("client_id", "client_secret", "audience")}
    asked = {"grant_type": "client_credentials", **members}
    token = client.post("/oauth/token", asked, content_type="application/json").json()
    headers = {
        "Authorization": f"Bearer {token['access_token']}",
        "Entur-Distribution-Channel": told["distribution_channel"],
        "Entur-POS": told["pos"],
    }

    def send(method, path, body=None, status=200):
        address = f"/sales/v1{path}"
        content = "" if body is None else json.dumps(body)
        response = client.generic(method, address, content, "application/json", headers=headers)
        assert response.status_code == status, response.content
        return response.json()

    package = send("GET", "/sales-packages")["items"][0]["id"]
    [offer] = send("POST", "/offers", {"salesPackageIds": [package]}, 201)["offers"]
    drafted = {"externalReference": "cart-88213", "currency": "EUR"}
    order = send("POST", "/orders", drafted, 201)["id"]
    chosen = {"offerId": offer["id"], "count": 1, "externalReference": "A"}
    send("POST", "/reserve-offers", {"orderId": order, "offerConfigurations": [chosen]})
    amount = offer["price"]["amount"]
    wish = {
        "amount": amount,
        "currency": "EUR",
        "paymentType": kind,
        "paymentTypeGroup": "PAYMENTCARD",
        "isImport": False,
    }
    payment = send(
        "POST",
        "/payments",
        {"orderId": order, "orderVersion": 1, "totalAmount": amount, "transaction": wish},
        201,
    )
    [begun] = payment["transactionHistory"]
    path = f"/payments/{payment['paymentId']}/transactions/{begun['transactionId']}"
    asked = {
        "redirectUrl": f"https://shop.example/return?o={order}",
        "terminalLanguage": "en_GB",
    }
    opened = send("POST", f"{path}/terminal", asked, 201)
    cards.pay(PaymentTransaction.objects.get().provider_reference)
    captured = send("PUT", f"{path}/capture")

    assert set(opened) == {"paymentId", "transactionId", "terminalUri"}
    assert begun["status"] == "CREATED"
    assert captured["status"] == "CAPTURED"
    shown = send("GET", f"/orders/{order}")
    assert (shown["status"], shown["balance"]) == ("CONFIRMED", "0.00")
    assert [one["amount"] for one in shown["paymentRefs"]] == [amount]


@pytest.mark.parametrize(
    ("key", "leg_state"), [("tomp_1_1", "IN_USE"), ("tomp_1_1_later", "PREPARING")]
)
def test_seeded_values_sell_a_ticket(told, client, key, leg_state):
    told = told[key]
    headers = {"Api": "TOMP", "Api-Version": "1.1.3", "Authorization": f"Bearer {told['token']}"}

    def post(path, body):
        return client.post(path, body, content_type="application/json", headers=headers).json()

    planned = post(
        "/plannings",
        {
            "from": place(told["from_stop"]),
            "to": place(told["to_stop"]),
            "departureTime": told["depart_after"],
            "nrOfTravelers": 1,
        },
    )
    option = planned["options"][0]
    booked = post("/bookings", {"id": option["id"]})
    committed = post(f"/bookings/{option['id']}/events", {"operation": "COMMIT"})

    assert [leg["departureTime"] for leg in option["legs"]] == [told["depart_after"]]
    assert booked["state"] == "PENDING"
    assert committed["state"] == "CONFIRMED"
    assert [leg["state"] for leg in committed["legs"]] == [leg_state]


def place(stop_id):
    return {
        "coordinates": {"lng": 5.2, "lat": 52.5},
        "stopReference": [{"type": "GTFS_STOP_ID", "id": stop_id, "country": "NL"}],
    }
