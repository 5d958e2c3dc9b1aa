"""A traveller's account is linked to a caller, at a page of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client

from operators.tenancy.models import TokenRole
from protocols.models import FlowState
from sales.accounts.actions.accounts import block_account
from sales.accounts.actions.links import find_link
from sales.accounts.actions.passwords import change_password
from sales.models import AccountLink, TravellerAccount
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.protocols.maas_tsp.client import Caller
from tests.protocols.maas_tsp.linking import EMAIL, NEW, begin, came_back, end, refused, sign_in
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def channel():
    return SalesChannelFactory(name="Rider app", tenant__name="Coast Lines")


@pytest.fixture
def caller(channel) -> Caller:
    return Caller(open_channel(channel, TokenRole.MAAS_TSP)[1])


@pytest.fixture
def account(channel) -> TravellerAccount:
    return TravellerAccountFactory(tenant=channel.tenant, email=EMAIL, first_name="Ada")


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def test_page_asks_who_it_is_and_says_what_is_allowed(caller, browser, channel):
    response = browser.get(begin(caller))

    assert response.status_code == 200
    page = response.content.decode()
    assert "Link your Coast Lines account to Rider app" in page
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert response["Referrer-Policy"] == "no-referrer"
    assert sorted(response["Content-Security-Policy"].split("; ")) == [
        "base-uri 'none'",
        "default-src 'none'",
        "form-action 'self' https://caller.example",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "object-src 'none'",
        "style-src 'self'",
    ]


def test_right_password_links_the_account(caller, browser, channel, account):
    back = came_back(sign_in(browser, begin(caller), email="ADA@home.example"))
    assert set(back) == {"state", "encodedData"}

    answer = end(caller, back["encodedData"])

    assert set(answer) == {"authToken", "validTo", "nonce"}
    assert answer["nonce"] == "n-123"
    link = find_link(channel, answer["authToken"], at=NOW)
    assert (link.account, link.customer.first_name) == (account, "Ada")
    assert answer["validTo"] == int(link.ends_at.timestamp() * 1000)


def test_new_account_is_opened_and_linked(caller, browser, channel):
    page = f"{begin(caller)}/open"
    assert browser.get(page).status_code == 200

    answer = end(caller, came_back(browser.post(page, NEW))["encodedData"])

    link = find_link(channel, answer["authToken"], at=NOW)
    assert (link.account.email, link.account.tenant) == ("bob@home.example", channel.tenant)


def test_traveller_who_says_no_is_told_of(caller, browser):
    back = came_back(browser.post(f"{begin(caller)}/refuse"))
    assert back["error"] == "ACCESS_DENIED"

    answer = end(caller, back["encodedData"], error=back["error"])

    assert answer == {
        "error": {"code": "ACCESS_DENIED", "message": "The customer said no."},
        "nonce": "n-123",
    }
    assert not AccountLink.objects.exists()


def test_error_that_the_caller_met_on_the_way_ends_it(caller, browser, account):
    back = came_back(sign_in(browser, begin(caller)))

    answer = end(caller, back["encodedData"], error="LOST_ON_THE_WAY")

    assert answer["error"] == {"code": "LOST_ON_THE_WAY", "message": "Linking was broken off."}
    assert not AccountLink.objects.exists()


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong"), ("nobody@home.example", PASSWORD), ("", "")]
)
def test_wrong_sign_in_shows_the_page_again_with_one_answer(
    caller, browser, account, email, password
):
    page = begin(caller)
    response = sign_in(browser, page, email, password)

    assert response.status_code == 400
    assert "The e-mail address or the password is wrong." in response.content.decode()
    assert sign_in(browser, page).status_code == 302


def test_blocked_account_is_told_to_who_knows_its_password(caller, browser, account):
    block_account(account, by=BY, at=NOW)

    response = sign_in(browser, begin(caller))

    assert response.status_code == 400
    assert "Ask Coast Lines why." in response.content.decode()


def test_account_of_another_tenant_is_not_known(caller, browser):
    TravellerAccountFactory(email=EMAIL)

    assert sign_in(browser, begin(caller)).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"email": "no address"}, "Something in this form cannot be used: "),
        ({"password": "123"}, "Something in this form cannot be used: "),
        ({"email": EMAIL.upper()}, "There is an account with this e-mail address already."),
    ],
)
def test_account_that_cannot_be_opened_is_told_and_what_was_typed_stays(
    caller, browser, account, wrong, told
):
    page = f"{begin(caller)}/open"
    response = browser.post(page, NEW | wrong)

    assert response.status_code == 400
    text = response.content.decode()
    assert told in text
    assert 'value="Baker"' in text
    assert PASSWORD not in text


@pytest.mark.parametrize(("email", "letters"), [(EMAIL.upper(), 1), ("nobody@home.example", 0)])
def test_forgotten_password_is_answered_alike(caller, browser, account, email, letters):
    page = f"{begin(caller)}/forgot"
    assert browser.get(page).status_code == 200
    before = account.letters.count()

    response = browser.post(page, {"email": email})

    assert response.status_code == 200
    assert "a letter is on its way" in response.content.decode()
    assert account.letters.count() == before + letters


def test_what_was_typed_runs_nothing(caller, browser, account):
    typed = '"><script>alert(1)</script>'
    response = browser.post(f"{begin(caller)}/open", NEW | {"first_name": typed, "password": "1"})

    assert "<script" not in response.content.decode()


def test_page_is_decided_once(caller, browser, account):
    page = begin(caller)
    sign_in(browser, page)

    assert [browser.get(page).status_code, sign_in(browser, page).status_code] == [410, 410]


def test_page_lasts_half_an_hour(caller, browser, clock):
    page = begin(caller)
    clock.move_to(later(minutes=30))

    response = browser.get(page)

    assert response.status_code == 410
    assert "Too late" in response.content.decode()


def test_unknown_page_is_not_there(browser):
    response = browser.get("/maas/link/nothing", headers={"Accept-Language": "nl"})

    assert response.status_code == 404
    assert "Deze link leidt nergens heen" in response.content.decode()


def test_code_is_taken_once(caller, browser, account):
    code = came_back(sign_in(browser, begin(caller)))["encodedData"]
    end(caller, code)

    assert refused(caller, code) == (400, "LINKING_USED")
    assert AccountLink.objects.count() == 1


def test_code_lasts_ten_minutes(caller, browser, account, clock):
    code = came_back(sign_in(browser, begin(caller)))["encodedData"]
    clock.move_to(later(minutes=10))

    assert refused(caller, code) == (400, "LINKING_ENDED")


def test_code_of_another_channel_is_unknown(caller, browser, account, channel):
    code = came_back(sign_in(browser, begin(caller)))["encodedData"]
    other = SalesChannelFactory(tenant=channel.tenant)
    stranger = Caller(open_channel(other, TokenRole.MAAS_TSP)[1])

    assert refused(stranger, code) == (400, "LINKING_UNKNOWN")
    assert "authToken" in end(caller, code)


def test_address_of_the_page_is_no_code(caller, browser):
    secret = begin(caller).rpartition("/")[2]

    assert refused(caller, secret) == (400, "LINKING_UNKNOWN")


def test_account_that_was_blocked_on_the_way_is_not_linked(caller, browser, account):
    code = came_back(sign_in(browser, begin(caller)))["encodedData"]
    block_account(account, by=BY, at=NOW)

    assert refused(caller, code)[0] == 403
    assert not AccountLink.objects.exists()


def test_password_that_was_changed_on_the_way_links_nothing(caller, browser, account):
    code = came_back(sign_in(browser, begin(caller)))["encodedData"]
    change_password(account, "another long watchword", by=BY, at=NOW)

    assert refused(caller, code) == (400, "LINKING_ENDED")
    assert not AccountLink.objects.exists()


def test_whole_query_that_came_back_will_do(caller, browser, account):
    query = urlsplit(sign_in(browser, begin(caller))["Location"]).query

    assert "authToken" in end(caller, query)


def test_language_is_that_of_the_traveller(caller, browser):
    page = begin(caller, locale="de-DE")

    assert "Anmelden und verbinden" in browser.get(page).content.decode()
    assert "Se connecter" in browser.get(f"{page}?lang=fr").content.decode()


def test_many_tries_are_stopped(caller, browser, account):
    page = begin(caller)
    tries = [sign_in(browser, page, password="wrong").status_code for _ in range(21)]

    assert tries == [400] * 20 + [429]
    response = sign_in(browser, page)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_facts_of_a_step_are_sealed(caller):
    begin(caller, nonce="very-special-nonce")

    assert "very-special-nonce" not in FlowState.objects.get().sealed_facts


def test_what_is_null_is_left_out_and_a_nonce_stays_as_it_is(caller, browser, account):
    page = begin(caller, nonce=" n 1 ", locale=None)
    code = came_back(sign_in(browser, page))["encodedData"]

    assert end(caller, code, error=None)["nonce"] == " n 1 "
