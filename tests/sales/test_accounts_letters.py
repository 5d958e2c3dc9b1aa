"""What travellers are asked by letter: whether the address is theirs, and for a new password."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import transaction

from sales.accounts.actions.accounts import block_account, erase_traveller_account
from sales.accounts.actions.letters import (
    ask_for_new_password,
    find_by_proof,
    renew_password,
    verify_by_proof,
)
from sales.accounts.actions.links import find_link
from sales.accounts.actions.passwords import change_password, check_password
from sales.accounts.errors import (
    AccountBlocked,
    LinkEnded,
    PasswordUnfit,
    ProofUnfit,
    SignInRefused,
)
from sales.accounts.proofs import make_proof
from sales.accounts.states import Purpose
from sales.letters.actions import send_letters
from sales.letters.states import Language, LetterKind
from sales.models import Letter
from tests.factories.accounts import PASSWORD, AccountLinkFactory, TravellerAccountFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.racing import in_thread, race, wait_until_somebody_waits
from tests.standing import standing

pytestmark = pytest.mark.django_db

NEW = "seven blue whales"


@standing
def account():
    return TravellerAccountFactory(email="anna@home.example", tenant__name="Veld")


def ask(account, at=NOW, email="ANNA@home.example"):
    ask_for_new_password(account.tenant, email, at=at)


def asked_for_renewal(account):
    return account.letters.filter(text__contains="[page to renew]").count()


def renew(proof, password=NEW, at=NOW):
    return renew_password(proof, password, by=BY, at=at)


def proof_of(account, purpose=Purpose.RENEW, at=NOW):
    return make_proof(account, purpose, at=at)


def sent(at=NOW):
    send_letters(by=BY, at=at, limit=10)
    return mail.outbox[-1]


def test_opening_asks_whether_the_address_is_theirs(account):
    letter = Letter.objects.get()

    assert (letter.kind, letter.account, letter.order) == (LetterKind.ACCOUNT, account, None)
    assert (letter.recipient, letter.subject) == (
        "anna@home.example",
        "Confirm your e-mail address for Veld",
    )
    assert "[page to verify]" in letter.text


def test_letter_is_in_the_language_of_the_account():
    TravellerAccountFactory(language=Language.BOKMAL, tenant__name="Veld")

    assert Letter.objects.get().subject == "Bekreft e-postadressen din hos Veld"


def test_letter_brings_an_address_that_verifies(account, settings):
    settings.BASE_URL = "https://veld.example"
    message = sent()

    [proof] = re.findall(r"https://veld\.example/account/verify/(\S+)\n", message.body)
    verified = verify_by_proof(proof, by=BY, at=later(days=6))
    again = verify_by_proof(proof, by=BY, at=later(days=6, hours=1))
    assert (verified, again.verified_at) == (account, later(days=6))


def test_letters_carry_nothing_that_was_typed_into_the_account():
    account = TravellerAccountFactory(first_name="[page to renew] win at bad.example")
    ask(account, email=account.email)
    send_letters(by=BY, at=NOW, limit=10)

    assert [
        word for letter in mail.outbox for word in ("bad.example",) if word in letter.body
    ] == []


def test_new_password_is_chosen_by_the_address_in_a_letter(account, settings):
    settings.BASE_URL = "https://veld.example"
    ask(account)
    message = sent()

    [proof] = re.findall(r"https://veld\.example/account/renew/(\S+)\n", message.body)
    renewed = renew(proof)
    assert (renewed.verified_at, message.subject) == (NOW, "Choose a new password for Veld")
    assert check_password(account.tenant, account.email, NEW, at=NOW) == account
    with pytest.raises(SignInRefused):
        check_password(account.tenant, account.email, PASSWORD, at=NOW)


def test_renewed_password_ends_all_links(account):
    link = AccountLinkFactory(account=account, channel__tenant=account.tenant)
    renew(proof_of(account))

    with pytest.raises(LinkEnded):
        find_link(link.channel, link.secret, at=NOW)


def test_address_serves_once(account):
    proof = proof_of(account)
    renew(proof)

    with pytest.raises(ProofUnfit):
        renew(proof, "eight red foxes")


def test_address_is_over_once_the_password_was_changed_otherwise(account):
    proof = proof_of(account)
    change_password(account, NEW, by=BY, at=NOW)

    with pytest.raises(ProofUnfit):
        find_by_proof(proof, Purpose.RENEW, at=NOW)


def test_unfit_password_leaves_the_address_good(account):
    proof = proof_of(account)
    with pytest.raises(PasswordUnfit):
        renew(proof, "short")

    assert renew(proof) == account


@pytest.mark.parametrize(
    ("purpose", "lasts"), [(Purpose.RENEW, {"hours": 2}), (Purpose.VERIFY, {"days": 7})]
)
def test_address_is_over_after_its_time(account, purpose, lasts):
    proof = proof_of(account, purpose)

    assert find_by_proof(proof, purpose, at=later(seconds=-1, **lasts)) == account
    with pytest.raises(ProofUnfit):
        find_by_proof(proof, purpose, at=later(**lasts))


@pytest.mark.parametrize("spoilt", ["", "x", "a:b", "ø:" * 20, "\0"])
def test_address_that_was_not_made_here_is_refused(spoilt):
    with pytest.raises(ProofUnfit):
        find_by_proof(spoilt, Purpose.RENEW, at=NOW)


def test_address_is_of_one_purpose(account):
    with pytest.raises(ProofUnfit):
        renew(proof_of(account, Purpose.VERIFY))


def test_address_of_an_erased_account_leads_nowhere(account):
    proof = proof_of(account)
    erase_traveller_account(account, by=BY, at=NOW)

    with pytest.raises(ProofUnfit):
        renew(proof)


def test_blocked_account_gets_no_letter_and_no_new_password(account):
    proof = proof_of(account)
    block_account(account, by=BY, at=NOW)
    ask(account)

    assert asked_for_renewal(account) == 0
    with pytest.raises(AccountBlocked):
        renew(proof)


def test_unknown_address_is_asked_nothing(account):
    ask(account, email="nobody@home.example")
    ask_for_new_password(TenantFactory(), account.email, at=NOW)

    assert Letter.objects.count() == 1


def test_second_wish_within_five_minutes_writes_nothing(account):
    for minutes in (0, 1, 4, 5):
        ask(account, at=later(minutes=minutes))

    assert asked_for_renewal(account) == 2


@pytest.mark.django_db(transaction=True)
def test_address_used_twice_at_once_serves_once():
    account = TravellerAccountFactory()
    proof = proof_of(account)

    outcomes = race(lambda: renew(proof), lambda: renew(proof, "eight red foxes"))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "ProofUnfit",
        "TravellerAccount",
    ]


@pytest.mark.django_db(transaction=True)
def test_account_erased_at_the_moment_of_a_wish_gets_no_letter():
    account = TravellerAccountFactory(email="anna@home.example")
    faults = []

    def wish():
        try:
            ask(account)
        except Exception as fault:  # noqa: BLE001 - whatever it is
            faults.append(fault)

    with transaction.atomic():
        erase_traveller_account(account, by=BY, at=NOW)
        asking = in_thread(wish)
        wait_until_somebody_waits()
    asking.join()

    assert (faults, Letter.objects.count()) == ([], 0)
