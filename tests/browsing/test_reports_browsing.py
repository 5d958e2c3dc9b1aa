"""Finance staff look at a report: its chart is drawn, and an amount leads to its rows."""

import pytest
from playwright.sync_api import expect

from operators.models import Role
from tests.admin_world import member
from tests.browsing.test_admin_browsing import PASSWORD, log_in
from tests.factories.orders import sold
from tests.factories.scenarios import open_shop

pytestmark = pytest.mark.django_db(transaction=True)

IS_DRAWN = """canvas => {
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.some(value => value !== 0);
}"""


def test_chart_is_drawn_and_an_amount_leads_to_its_rows(page, tmp_path):
    shop = open_shop()
    order = sold(shop, 34, 8)
    person = member(shop.tenant, Role.FINANCE)
    person.set_password(PASSWORD)
    person.save()
    log_in(page, person.username)

    page.get_by_role("link", name="Sales over time").click()
    page.locator("[name=first_day]").fill("2026-06-01")
    page.locator("[name=last_day]").fill("2026-06-07")
    page.locator("[name=by]").select_option("product")
    page.get_by_role("button", name="Show").click()

    chart = page.locator("canvas.chart")
    expect(chart).to_have_count(1)
    assert chart.evaluate(IS_DRAWN)
    page.screenshot(path=tmp_path / "report.png", full_page=True)
    page.locator("#sales-eur tbody").get_by_role("link").first.click()
    expect(page.locator("#result_list")).to_contain_text(order.code)
