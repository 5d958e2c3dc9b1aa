"""Working on a case in the admin."""

from __future__ import annotations

import pytest
import time_machine

from operators.models import Role
from support.models import SupportCase
from tests.admin_world import (
    address,
    button,
    logged_in,
    member,
    send_shown,
    sentences,
)
from tests.factories.moments import NOW
from tests.factories.operators import MembershipFactory
from tests.factories.scenarios import LATER, open_shop
from tests.factories.support import case
from tests.standing import standing

pytestmark = pytest.mark.django_db

INBOX = address(SupportCase, "changelist")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@standing
def shop():
    return open_shop(LATER)


@standing
def clerk(shop):
    return member(shop.tenant, Role.SUPPORT)


@standing
def browser(clerk):
    return logged_in(clerk)


def test_staff_answers_and_resolves(shop, browser):
    one = case(shop.sell())

    answered = send_shown(
        browser, button("support_supportcase_answer", one), {"text": "We look into it."}
    )
    resolved = browser.post(
        button("support_supportcase_resolve", one), {"text": "It is clean now."}
    )

    assert sentences(answered) == ["The answer is with the case."]
    assert sentences(resolved)[-1] == "The case is resolved."
    texts = one.messages.order_by("id").values_list("kind", "text")
    assert list(texts) == [
        ("TO_ASKER", "We look into it."),
        ("TO_ASKER", "It is clean now."),
    ]
    page = browser.get(address(one, "change")).text
    assert button("support_supportcase_answer", one) not in page
    assert button("support_supportcase_reopen", one) in page


def test_answer_needs_words(shop, browser):
    one = case(shop.sell())

    response = send_shown(browser, button("support_supportcase_answer", one), {"text": " "})

    assert response.context["form"].errors == {"text": ["This field is required."]}


def test_case_is_handed_to_who_may_work_on_it(shop, browser, clerk):
    one = case(shop.sell())
    path = button("support_supportcase_hand_over", one)
    boss = MembershipFactory(tenant=shop.tenant, role=Role.ADMINISTRATOR)
    others = [
        MembershipFactory(tenant=shop.tenant, role=Role.FINANCE),
        MembershipFactory(role=Role.SUPPORT),
    ]

    offered = set(browser.get(path).context["form"].fields["assignee"].queryset)
    refused = browser.post(path, {"assignee": others[0].pk})
    done = browser.post(path, {"assignee": boss.pk, "text": "Yours."})

    assert offered == {boss, clerk.memberships.get()}
    assert "assignee" in refused.context["form"].errors
    assert sentences(done) == ["The case is handed over."]
    assert SupportCase.objects.get(pk=one.pk).assignee == boss
