"""Travellers' own accounts: opened, signed in to, blocked, erased."""

from __future__ import annotations

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sales.accounts.actions.accounts import (
    AccountFacts,
    block_account,
    erase_traveller_account,
    open_traveller_account,
    unblock_account,
    verify_account,
)
from sales.accounts.actions.passwords import change_password, check_password, find_account
from sales.accounts.errors import (
    AccountBlocked,
    AccountErased,
    AccountKnown,
    AccountUnfit,
    PasswordUnfit,
    SignInRefused,
)
from sales.letters.states import Language
from sales.models import Letter, TravellerAccount
from tests.factories.accounts import PASSWORD, AccountLinkFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.racing import race
from tests.standing import standing

pytestmark = pytest.mark.django_db

ANNA = AccountFacts("Anna@Home.example", "Anna", "Berg", "+4799999999", Language.BOKMAL)
NEW = "seven blue whales"


@standing
def tenant():
    return TenantFactory()


@standing
def account(tenant):
    return opened(tenant)


def opened(tenant, facts=ANNA, password=PASSWORD):
    return open_traveller_account(tenant, facts, password=password, by=BY, at=NOW)


def names(account):
    return list(account.events.order_by("pk").values_list("name", flat=True))


def signed_in(tenant, email=ANNA.email, password=PASSWORD):
    return check_password(tenant, email, password, at=NOW)


def test_account_keeps_what_was_told_and_no_password(account):
    kept = TravellerAccount.objects.get()

    assert (kept.email, kept.first_name, kept.last_name) == (ANNA.email, "Anna", "Berg")
    assert (kept.phone, kept.language, kept.opened_at) == ("+4799999999", "nob", NOW)
    assert (kept.verified_at, names(kept)) == (None, ["OPENED"])
    assert PASSWORD not in kept.password


def test_spaces_around_what_was_typed_are_not_kept(tenant):
    kept = opened(tenant, AccountFacts("  o@home.example ", " Ola "))

    assert (kept.email, kept.first_name) == ("o@home.example", "Ola")


def test_address_has_one_account_whatever_its_capitals(account, tenant):
    with pytest.raises(AccountKnown):
        opened(tenant, AccountFacts("anna@HOME.EXAMPLE"))


def test_address_is_spelled_as_tries_are_counted(tenant):
    """To the database both are an i, so that tries under either name would be of one account."""
    kept = opened(tenant, AccountFacts("mimi@home.example"))

    assert signed_in(tenant, email="MIMI@home.example") == kept
    with pytest.raises(SignInRefused):
        signed_in(tenant, email="m\u0130mi@home.example")


def test_another_tenant_has_an_account_of_its_own(account):
    other = opened(TenantFactory(), password=NEW)

    assert signed_in(other.tenant, password=NEW) == other
    with pytest.raises(SignInRefused):
        signed_in(other.tenant)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (AccountFacts("anna"), "E-mail: Enter a valid email address."),
        (AccountFacts(""), "E-mail: This field cannot be blank."),
        (AccountFacts("a@b.example", "An\0na"), "First name: Null characters are not allowed."),
        (
            AccountFacts("a@b.example", phone="9" * 51),
            "Phone: Ensure this value has at most 50 characters (it has 51).",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(tenant, facts, told):
    with pytest.raises(AccountUnfit) as refusal:
        opened(tenant, facts)

    assert refusal.value.detail == told


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short horse", "This password is too short. It must contain at least 12 characters."),
        ("anna@home.example", "The password is too similar to the e-mail."),
        ("219837219837219", "This password is entirely numeric."),
        ("a b" * 67, "This password has more than 200 characters."),
    ],
)
def test_password_that_is_easy_to_guess_is_refused_in_words(tenant, password, told):
    with pytest.raises(PasswordUnfit) as refusal:
        opened(tenant, password=password)

    assert refusal.value.detail == told
    assert TravellerAccount.objects.count() == 0


def test_password_opens_the_account_whatever_the_capitals_of_the_address(account, tenant):
    assert signed_in(tenant, " ANNA@home.example ") == account


def test_account_is_found_by_index(tenant):
    others = [f"traveller-{number}@home.example" for number in range(2000)]
    facts = {"tenant": tenant, "password": "x", "opened_at": NOW}
    TravellerAccount.objects.bulk_create(TravellerAccount(email=o, **facts) for o in others)
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        find_account(tenant, ANNA.email)
        cursor.execute("ANALYZE sales_travelleraccount")
        cursor.execute(f"EXPLAIN {asked.captured_queries[0]['sql']}")
        plan = " ".join(row[0] for row in cursor.fetchall())

    assert "travelleraccount_once_per_email" in plan


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (ANNA.email, "wrong"),
        (ANNA.email, ""),
        (ANNA.email, PASSWORD + "\0"),
        (ANNA.email, "x" * 100_000),
        ("nobody@home.example", PASSWORD),
        ("an\0na@home.example", PASSWORD),
        ("", ""),
    ],
)
def test_wrong_address_and_wrong_password_are_refused_alike(account, tenant, email, password):
    with pytest.raises(SignInRefused) as refusal:
        signed_in(tenant, email, password)

    assert refusal.value.detail == "The e-mail address or the password is wrong."


@pytest.mark.parametrize("email", [ANNA.email, "nobody@home.example"])
def test_unknown_address_costs_the_same_work(account, tenant, email, settings, monkeypatch):
    """One hash is computed, whether there is an account or not."""
    computed = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self, password, salt):
        computed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    with pytest.raises(SignInRefused):
        signed_in(tenant, email, "wrong")

    assert len(computed) == 1


def test_hash_of_an_older_kind_is_renewed_by_signing_in(account, tenant, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    found = signed_in(tenant)

    account.refresh_from_db()
    assert account.password.startswith("pbkdf2_sha256$")
    assert found.password == account.password
    assert signed_in(tenant) == account


def test_changed_password_is_the_only_one_that_opens(account, tenant):
    change_password(account, NEW, by=BY, at=NOW)

    assert signed_in(tenant, password=NEW) == account
    with pytest.raises(SignInRefused):
        signed_in(tenant)
    assert names(account) == ["OPENED", "PASSWORD_CHANGED"]


def test_unfit_new_password_changes_nothing(account, tenant):
    with pytest.raises(PasswordUnfit):
        change_password(account, "short", by=BY, at=NOW)

    assert signed_in(tenant) == account


def test_block_is_told_to_whoever_knows_the_password_alone(account, tenant):
    block_account(account, by=BY, at=NOW)
    again = block_account(account, by=BY, at=later(hours=1))

    with pytest.raises(AccountBlocked):
        signed_in(tenant)
    with pytest.raises(SignInRefused):
        signed_in(tenant, password="wrong")
    with pytest.raises(AccountBlocked):
        change_password(account, NEW, by=BY, at=NOW)
    assert (again.blocked_at, names(account)) == (NOW, ["OPENED", "BLOCKED"])


def test_unblocked_account_is_served_again(account, tenant):
    block_account(account, by=BY, at=NOW)
    unblock_account(account, by=BY, at=NOW)
    unblock_account(account, by=BY, at=NOW)

    assert signed_in(tenant) == account
    assert names(account) == ["OPENED", "BLOCKED", "UNBLOCKED"]


def test_address_is_verified_once(account):
    verify_account(account, by=BY, at=NOW)
    again = verify_account(account, by=BY, at=later(days=1))

    assert (again.verified_at, names(account)) == (NOW, ["OPENED", "VERIFIED"])


def test_erased_account_tells_nothing_and_its_address_is_free(account, tenant):
    link = AccountLinkFactory(account=account, channel__tenant=tenant)
    erased = erase_traveller_account(account, by=BY, at=later(hours=1))
    again = erase_traveller_account(account, by=BY, at=later(hours=2))

    assert (erased.email, erased.password, erased.first_name, erased.phone) == ("", "", "", "")
    assert (again.erased_at, str(again)) == (later(hours=1), account.reference)
    assert Letter.objects.count() == 0
    link.refresh_from_db()
    assert link.revoked_at == later(hours=1)
    assert names(account) == ["OPENED", "LINKED", "UNLINKED", "ERASED"]
    with pytest.raises(SignInRefused):
        signed_in(tenant)
    assert opened(tenant).pk != account.pk


@pytest.mark.parametrize("act", [verify_account, block_account, unblock_account])
def test_nothing_is_done_for_an_erased_account(account, act):
    erase_traveller_account(account, by=BY, at=NOW)

    with pytest.raises(AccountErased):
        act(account, by=BY, at=NOW)
    with pytest.raises(AccountErased):
        change_password(account, NEW, by=BY, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_that_open_an_account_at_once_make_one():
    tenant = TenantFactory()

    first, second = race(lambda: opened(tenant), lambda: opened(tenant))

    assert {type(first), type(second)} == {TravellerAccount, AccountKnown}
    assert TravellerAccount.objects.count() == 1
