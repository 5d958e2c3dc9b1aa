"""The description is true: its examples follow it, and accounts, linking and regions answer what it
describes, member by member."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from rest_framework import serializers

import protocols.tripgo
from protocols.tripgo.fields import QueryRequest
from tests.factories.accounts import PASSWORD
from tests.protocols.tripgo.linking.filling import EMAIL, filled, tokens
from tests.protocols.tripgo.strictly import description

pytestmark = pytest.mark.django_db

NOT_EXAMPLED = 204


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in description().document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield method.upper(), path, operation


OPERATIONS = [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in operations()]


def examples_in(content: dict[str, Any]) -> list[Any]:
    media = content.get("content", {}).get("application/json", {})
    return [example["value"] for example in media.get("examples", {}).values()]


def test_page_needs_nothing_but_itself(client):
    page, schema = client.get("/docs/tripgo/"), client.get("/docs/tripgo/schema")

    assert [answer.status_code for answer in (page, schema)] == [200, 200]
    assert 'href="/docs/tripgo/"' in client.get("/docs/").text


def test_components_have_one_meaning_each():
    """Two classes of one name would become one component, which is true of neither."""
    modules = [
        import_module(found.name)
        for found in walk_packages(protocols.tripgo.__path__, "protocols.tripgo.")
    ]
    kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, serializers.BaseSerializer)
        and not issubclass(kind, QueryRequest)
        and kind.__module__.startswith("protocols.tripgo.")
    }
    names = Counter(kind.__name__ for kind in kinds)

    assert [name for name, count in names.items() if count > 1] == []


def test_operations_have_one_name_each():
    names = Counter(operation["operationId"] for _, _, operation in operations())

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_examples_follow_the_description(method, path, operation):
    assert operation["summary"]
    assert operation["description"]
    places = ("paths", path, method.lower())
    for value in examples_in(operation.get("requestBody", {})):
        validate(value, *places, "requestBody")
    for status, answer in operation["responses"].items():
        for value in examples_in(answer):
            validate(value, *places, "responses", status)


def validate(value: Any, *places: str) -> None:
    description().validate(value, *places, "content", "application/json", "schema")


def check(app, method, path, body=None, **headers):
    response = app.send(method, path, body, **headers)
    if response.status_code != NOT_EXAMPLED:
        description().check(method, f"/v1/{path.partition('?')[0]}", response)
    return response


def test_answers_are_as_described(app, stranger, own, remote, server, account):
    ada = {"username": "eve@home.example", "password": PASSWORD}
    check(stranger, "POST", "account/signup", ada)
    check(stranger, "POST", "account/signup", ada)
    token = check(stranger, "POST", "account/login", ada).json()["userToken"]
    check(stranger.of(token), "GET", "data/user")
    check(stranger, "GET", "data/user")
    check(stranger.of("nobody"), "GET", "data/user")
    check(stranger.of(token), "POST", "account/logout", {})
    check(stranger, "POST", "data/user/auth/auth0/nobody-has-it", {})
    region = check(app, "POST", "regions.json", {}).json()["regions"][0]["name"]
    assert len(check(app, "GET", f"auth/{region}").json()) == 2
    for provider in (own, remote):
        form = check(app, "GET", f"auth/{provider.code}/signin").json()
        told = {"username": EMAIL, "password": "wrong", **tokens(server.sign_in())}
        path = form["action"]["url"].partition("/v1/")[2]
        check(app, "POST", path, filled(form, **told))
        check(app, "GET", f"auth/{provider.code}/logout")
        check(app, "GET", f"auth/{provider.code}/logout", X_TripGo_Version="i5")
    check(app, "GET", "auth/nobody/signin")
    check(app, "POST", "auth/signin/nobody", {"input": []})
    check(app, "GET", f"auth/{region}", X_TripGo_Key="")
