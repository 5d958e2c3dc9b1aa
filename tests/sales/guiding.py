"""The set-up guide for tests: its steps, and going where they lead."""

from tests.admin_world import button
from tests.pages import admin_form_of, form_of

GUIDE = "/admin/sales/saleschannel/set-up/"


def steps(response):
    """The steps by their titles."""
    return {step.title: step for _, step, _ in response.context["steps"]}


def undone(response):
    return [title for title, step in steps(response).items() if not step.done]


def guide_of(channel):
    return button("sales_saleschannel_set_up", channel)


def save(browser, link, **answers):
    """Open the form that a step leads to, fill it in, send it, and go where it leads."""
    page = browser.get(link)
    assert page.status_code == 200
    response = browser.post(link, admin_form_of(page, **answers), follow=True)
    assert response.redirect_chain, response.context["adminform"].form.errors
    return response


def answer(browser, link, **answers):
    """The same for a page that asks before it acts."""
    page = browser.get(link)
    return browser.post(link, form_of(page, **answers), follow=True)
