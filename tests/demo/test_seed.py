import json
import stat
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db.models import Sum
from django.urls import reverse

from bookings.models import Booking
from demo.channels import AT_ONCE
from demo.purchases import CUSTOMERS
from demo.seed import DAYS_OF_SALES
from demo.webshop import NAME as SHOP_CLIENT
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
from sales.models import CatalogueEntry, Customer, Posting, SalesChannel
from tests.demo.towns import AT, Town, build_town, open_town, seed
from tests.standing import standing
from tickets.models import IssuerKey, Ticket
from tickets.states import KeyPurpose, KeyState

OURS = ("operators", "tickets", "sales", "bookings")
PEOPLE = ("admin", "finance", "support", "inspector")

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def seeded(town_without_sales, tmp_path):
    return open_town(town_without_sales, tmp_path)


@pytest.fixture
def busy(town_of_two_days, tmp_path):
    return open_town(town_of_two_days, tmp_path)


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
        "maas_tsp": ["api_key", "base", "from", "mode", "to"],
        "tripgo": ["api_key", "region", "trip_url", "user_token"],
        "inspection": ["device", "sample_barcode", "ticket_page", "token"],
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
    assert ApiToken.objects.filter(revoked_at=None).count() == 6


def test_token_whose_secret_was_lost_is_revoked(tmp_path):
    seed(tmp_path / "lost")

    seed(tmp_path / "new")

    assert ApiToken.objects.filter(revoked_at=None).count() == 6
    assert ApiToken.objects.exclude(revoked_at=None).count() == 6


def test_client_that_was_revoked_is_issued_anew(seeded, tmp_path):
    revoke_client(ApiClient.objects.get(name=SHOP_CLIENT), by=Actor.staff("somebody"), at=AT)

    again = seed(tmp_path)

    assert again["sales"]["client_id"] != seeded["sales"]["client_id"]
    live = ApiClient.objects.get(name=SHOP_CLIENT, revoked_at=None)
    assert live.client_id == again["sales"]["client_id"]


def test_client_whose_secret_was_lost_or_changed_is_revoked(tmp_path):
    seed(tmp_path / "lost")
    seed(tmp_path / "new")
    live = ApiClient.objects.get(name=SHOP_CLIENT, revoked_at=None)
    renew_client(live, by=Actor.staff("somebody"), at=AT)

    seed(tmp_path / "new")

    assert ApiClient.objects.filter(name=SHOP_CLIENT, revoked_at=None).count() == 1
    assert ApiClient.objects.filter(name=SHOP_CLIENT).exclude(revoked_at=None).count() == 2


def test_channel_that_sells_nothing_sells_again(seeded, tmp_path):
    channel = SalesChannel.objects.get(code=AT_ONCE)
    channel.entries.all().delete()

    seed(tmp_path)

    assert CatalogueEntry.objects.on_sale(channel, AT).count() == 1


def test_key_that_cannot_be_opened_is_replaced(seeded, tmp_path, settings):
    settings.SECRETS_KEYS = ["b3RoZXIgdGVzdHMgb3RoZXIgdGVzdHMgb3RoZXIgdGU="]

    seed(tmp_path)

    for purpose in KeyPurpose:
        keys = IssuerKey.objects.filter(purpose=purpose).order_by("pk")
        states = list(keys.values_list("state", flat=True))
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
