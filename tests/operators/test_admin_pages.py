"""What all pages share: questions that refuse, buttons that lead somewhere."""

import pytest
import time_machine

from operators.models import ApiToken, Organisation, Role
from operators.tenancy.actions import revoke_token
from tests.admin_world import address, button, logged_in, member, sentences
from tests.factories.moments import BY, NOW
from tests.factories.operators import ApiTokenFactory, OrganisationFactory, TenantFactory
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def tenant():
    return TenantFactory()


@standing
def browser(tenant):
    return logged_in(member(tenant))


def test_question_that_comes_too_late_refuses_without_a_button(tenant, browser):
    token = revoke_token(ApiTokenFactory(organisation__tenant=tenant), by=BY, at=NOW)

    page = browser.get(button("operators_apitoken_revoke", token))

    assert page.context["outlook"].refusal == (
        f"Revoke token: this is not possible any more in the state that {token} is in."
    )
    assert 'type="submit"' not in page.text.partition('id="refusal"')[2].partition("</form>")[0]


def test_token_is_not_revoked_twice(tenant, browser):
    token = revoke_token(ApiTokenFactory(organisation__tenant=tenant), by=BY, at=NOW)

    response = browser.post(button("operators_apitoken_revoke", token))

    assert sentences(response) == [
        f"Revoke token: this is not possible any more in the state that {token} is in."
    ]
    assert token.events.count() == ApiToken.objects.get(pk=token.pk).events.count()


def test_history_of_a_fact_is_offered_where_there_is_any():
    shop = open_shop(LATER)
    ticket = shop.sell().legs.get().ticket
    browser = logged_in(member(shop.tenant))
    history = address(ticket, "history")

    before = browser.get(address(ticket, "change")).text
    browser.post(button("tickets_ticket_void", ticket))
    after = browser.get(address(ticket, "change")).text

    assert (history in before, history in after) == (False, True)


def test_history_of_configuration_is_always_offered(tenant, browser):
    channel = open_shop().channel
    browser = logged_in(member(channel.tenant))

    assert address(channel, "history") in browser.get(address(channel, "change")).text


def test_delete_is_offered_where_nothing_holds_the_row(tenant, browser):
    free = OrganisationFactory(tenant=tenant)
    held = ApiTokenFactory(organisation__tenant=tenant).organisation

    offered = {
        party: "Delete organisation" in " ".join(browser.get(address(party, "change")).text.split())
        for party in (free, held)
    }

    assert offered == {free: True, held: False}


def test_delete_is_not_offered_to_those_who_may_not(tenant):
    free = OrganisationFactory(tenant=tenant)

    page = logged_in(member(tenant, Role.FINANCE)).get(address(free, "change"))

    assert "Delete organisation" not in " ".join(page.text.split())
    assert Organisation.objects.filter(pk=free.pk).exists()


def test_question_leads_back_where_it_was_asked_from():
    shop = open_shop()
    browser = logged_in(member(shop.tenant))
    path = button("sales_saleschannel_issue_token", shop.channel)

    page = browser.get(path, {"back": "/admin/"})

    assert page.context["back"] == "/admin/"
