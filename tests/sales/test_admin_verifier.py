"""The pages of the verifier's runs, and the mark on the dashboard."""

import pytest
import time_machine
from django.urls import reverse

from operators.models import Role
from tests.admin_world import address, logged_in, member
from tests.factories.moments import NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.verifier import verifier_run
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def tenant():
    return TenantFactory(timezone="Europe/Amsterdam")


@standing
def browser(tenant):
    return logged_in(member(tenant, Role.FINANCE))


def test_list_tells_the_verdict(tenant, browser):
    run = verifier_run(tenant)

    page = browser.get(address(type(run), "changelist"))

    assert page.context["cl"].result_count == 1
    assert "Faults" in page.text


def test_page_of_a_run_leads_to_the_orders(tenant, browser):
    run = verifier_run(tenant)

    page = browser.get(address(run, "change"))

    assert f"{reverse('admin:sales_order_changelist')}?q=ABCDEFGH" in page.text
    assert "0.01 NOK" in page.text
    assert "The balance is the total less what was captured" in page.text


def test_fault_without_an_order_leads_nowhere(tenant, browser):
    run = verifier_run(tenant)
    run.faults.update(order_code="")

    assert "?q=" not in browser.get(address(run, "change")).text


def cards(browser):
    with time_machine.travel(NOW, tick=False):
        found = browser.get("/admin/").context["cards"]
    return {card["title"]: (card["value"], card["note"], card["link"]) for card in found}


def test_dashboard_is_marked_while_the_last_run_found_something(tenant, browser):
    run = verifier_run(tenant)

    assert cards(browser)["Books that do not add up"] == (
        1,
        "places, found 1 Jun 12:00",
        address(run, "change"),
    )

    verifier_run(tenant, started_at=later(days=1), fault_count=0, counts={})

    assert "Books that do not add up" not in cards(browser)


def test_dashboard_of_support_is_not_marked(tenant):
    verifier_run(tenant)

    assert "Books that do not add up" not in cards(logged_in(member(tenant, Role.SUPPORT)))
