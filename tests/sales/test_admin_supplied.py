"""Suppliers in the admin, and products that resell what they offer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from operators.models import Supplier
from operators.supply.errors import SupplierBusy
from operators.supply.finding import register_supplier
from operators.supply.secrets import callback_token_of, signing_secret_of, token_of
from operators.supply.states import SupplierKind
from operators.tenancy.sealing import seal
from sales.models import Product
from tests.admin_world import address, button, errors_of, logged_in, member, sentences
from tests.faces import is_here
from tests.factories.operators import OperatorFactory
from tests.factories.scenarios import Shop, open_shop
from tests.factories.standin import StandIn
from tests.factories.supply import SupplierFactory
from tests.sales.product_forms import NO_FARES, ONE_FARE
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop() -> Shop:
    return open_shop()


@standing
def browser(shop) -> Client:
    return logged_in(member(shop.tenant))


@standing
def supplier(shop) -> Supplier:
    return SupplierFactory(tenant=shop.tenant, operator=shop.product.operator)


def supplier_form(shop: Shop, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Seaside",
        "operator": shop.product.operator_id,
        "base_url": "https://supplier.example/tomp",
        "kind": "TOMP",
        "version": "1.6.1",
        "token_header": "BEARER",
        "token": "a secret",
        "is_active": "on",
        **changes,
    }


def product_form(supplier: Supplier, **changes: Any) -> dict[str, Any]:
    return {
        "operator": supplier.operator_id,
        "supplier": supplier.pk,
        "number": 77,
        "code": "seaside",
        "name": "Seaside",
        "vat_rate": "9",
        "boarding_minutes": 15,
        "activation_days": 365,
        "cancellation": "NEVER",
        "cancellation_fee": "0",
        **NO_FARES,
        **changes,
    }


def test_supplier_keeps_its_secrets_sealed_and_unshown(shop, browser):
    secrets = {"signing_secret": "whsec_c2VjcmV0", "callback_token": "theirs"}
    assert browser.post(address(Supplier, "add"), supplier_form(shop, **secrets)).status_code == 302

    supplier = Supplier.objects.get()
    assert token_of(supplier) == "a secret"
    assert (signing_secret_of(supplier), callback_token_of(supplier)) == tuple(secrets.values())
    page = browser.get(address(supplier, "change")).content.decode()
    if is_here("tomp"):
        assert f"/tomp/suppliers/{supplier.reference}" in page
    assert not any(secret in page for secret in ("a secret", "whsec_c2", "theirs"))

    browser.post(address(supplier, "change"), supplier_form(shop, token="", name="Coast"))
    supplier.refresh_from_db()
    assert (supplier.name, token_of(supplier)) == ("Coast", "a secret")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"token": ""}, {"token": ["Write the token that the supplier gave us."]}),
        ({"signing_secret": "plain"}, {"signing_secret": ["It begins with whsec_"]}),
        (
            {"allows_private": "on"},
            {"allows_private": ["The tenant does not allow private addresses."]},
        ),
    ],
)
def test_supplier_is_refused_in_words(shop, browser, changes, errors):
    response = browser.post(address(Supplier, "add"), supplier_form(shop, **changes))

    assert errors_of(response) == errors


def test_connection_is_tried(supplier, browser, monkeypatch):
    there = StandIn()
    monkeypatch.setattr("operators.supply.finding._GATEWAYS", {})
    register_supplier(SupplierKind.TOMP, lambda _supplier: there)
    path = button("operators_supplier_try_connection", supplier)

    assert sentences(browser.post(path)) == [
        "It answers. Versions: 1.6.1. It serves POST /bookings, GET /operator/meta."
    ]
    there.fails("describe", SupplierBusy("It is asleep."))
    assert sentences(browser.post(path))[-1] == "It is asleep."


def test_nobody_is_asked_in_a_language_that_nobody_speaks(supplier, browser, monkeypatch):
    monkeypatch.setattr("operators.supply.finding._GATEWAYS", {})

    answer = browser.post(button("operators_supplier_try_connection", supplier))

    assert sentences(answer) == ["Nothing here speaks TOMP."]


def test_books_are_compared_in_words(supplier, browser, monkeypatch):
    there = StandIn()
    monkeypatch.setattr("operators.supply.finding._GATEWAYS", {})
    register_supplier(SupplierKind.TOMP, lambda _supplier: there)
    path = button("operators_supplier_compare_books", supplier)

    assert sentences(browser.post(path, {"days": 7})) == [
        "The supplier charges what we have, booking by booking."
    ]
    there.charged = {f"b{number:02}": 1 for number in range(12)}
    told = sentences(browser.post(path, {"days": 7}))[1:]
    assert told[0] == "b00: we have 0.00, the supplier charges 1.00."
    assert (len(told), told[-1]) == (11, "2 more bookings differ.")


def test_product_resells_what_a_supplier_offers(supplier, browser):
    assert browser.post(address(Product, "add"), product_form(supplier)).status_code == 302

    product = Product.objects.get(code="seaside")
    assert (product.supplier, product.ticket_type, product.fleet) == (supplier, None, None)
    assert supplier.name in browser.get(address(Product, "changelist")).content.decode()
    assert browser.get(address(product, "change")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"validity": "CALENDAR_DAY"}, {"validity": ["The supplier says this; leave it empty."]}),
        (
            {"cancellation": "UNTIL_DEPARTURE"},
            {"cancellation": ["The supplier says this; choose Never."]},
        ),
    ],
)
def test_resold_product_has_no_rules_of_its_own(supplier, browser, changes, errors):
    response = browser.post(address(Product, "add"), product_form(supplier, **changes))

    assert errors_of(response) == errors


def test_resold_product_is_its_suppliers_operators(shop, supplier, browser):
    other = OperatorFactory(tenant=shop.tenant)

    response = browser.post(address(Product, "add"), product_form(supplier, operator=other.pk))

    assert errors_of(response) == {
        "operator": [f"The supplier sells for {supplier.operator}; choose that one."]
    }


def test_secret_that_was_never_set_is_empty():
    assert callback_token_of(Supplier(sealed_token=seal(b"x"))) == ""


def test_fares_of_what_is_resold_are_refused_in_words(supplier, browser):
    fare = {**ONE_FARE, "fares-0-basis": "FLAT", "fares-0-amount": "1.00"}

    response = browser.post(address(Product, "add"), {**product_form(supplier), **fare})

    [formset, *_] = response.context["inline_admin_formsets"]
    assert formset.formset.non_form_errors() == [
        "What is resold has no fares: its supplier tells the price."
    ]
