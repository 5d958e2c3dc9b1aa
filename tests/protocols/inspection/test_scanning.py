"""The scan page as it is served."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from operators.models import Role
from protocols.inspection.scanning.page import DECODER, PARTS
from protocols.inspection.scanning.rail_tickets import tables_to_wire
from protocols.inspection.scanning.words import ANSWERS, told_by_script
from tests.admin_world import logged_in, member
from tests.factories.operators import TenantFactory, UserFactory
from tickets.codecs.reasons import Reason

PAGE = "/inspection/scan/"
IMPORT = re.compile(r'^import .* from "(\.[^"]+)";$', re.MULTILINE)


@pytest.mark.django_db
def test_stranger_is_sent_to_log_in_and_back():
    answer = Client().get(PAGE)

    assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={PAGE}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.INSPECTOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.SUPPORT, 403),
        (Role.FINANCE, 403),
    ],
)
def test_page_is_for_those_who_inspect(role, status):
    assert logged_in(member(TenantFactory(), role)).get(PAGE).status_code == status


@pytest.mark.django_db
def test_person_who_works_for_nobody_gets_no_page():
    assert logged_in(UserFactory(is_staff=True)).get(PAGE).status_code == 403


@pytest.mark.django_db
def test_page_names_only_the_operators_of_the_person():
    tenant = TenantFactory(name="Town trams")
    TenantFactory(name="Other boats")

    page = logged_in(member(tenant, Role.INSPECTOR)).get(PAGE)

    assert page.context["issuers"] == [{"issuer": tenant.slug, "name": "Town trams"}]
    assert "Other boats" not in page.content.decode()


@pytest.mark.django_db
def test_page_runs_nothing_but_its_own_scripts():
    page = logged_in(member(TenantFactory(), Role.INSPECTOR)).get(PAGE)

    assert sorted(page["Content-Security-Policy"].split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "worker-src 'self'",
    ]
    assert page["Permissions-Policy"] == "camera=(self), geolocation=(self), microphone=()"
    assert "no-store" in page["Cache-Control"]
    inside = page.content.decode()
    assert re.findall(r" style=| on[a-z]+=|<script(?![^>]*(?:src=|application/json))", inside) == []


def test_page_keeps_every_module_that_its_script_needs():
    start = "scanning/page.js"
    needed, new = set(), {start}
    while new:
        name = new.pop()
        needed.add(name)
        path = finders.find(name)
        assert path is not None
        folder = name.rsplit("/", 1)[0]
        for found in IMPORT.findall(Path(path).read_text()):
            new |= {_join(folder, found)} - needed

    assert needed - {start} == set(PARTS)
    assert finders.find(DECODER) is not None


def _join(folder: str, found: str) -> str:
    parts = folder.split("/")
    for step in found.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def test_every_answer_has_words():
    assert set(ANSWERS) == set(Reason)


def test_script_is_told_words_and_shade():
    assert told_by_script()["ticket_revoked"] == {
        "headline": "Cancelled",
        "advice": "The ticket was taken back.",
        "shade": "red",
    }


def test_tables_of_rail_tickets_are_served(client):
    answer = client.get(reverse("scan-rail-tickets"))

    assert answer.json() == tables_to_wire()
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_tables_name_only_types_that_are_there():
    told = tables_to_wire()
    members = [
        member
        for kind in told["types"]
        for member in [*kind.get("members", ()), *kind.get("alternatives", ())]
    ]
    named = {member["type"] for member in members}
    named |= {kind[name] for kind in told["types"] for name in ("item", "size") if name in kind}

    assert named | {told["railTicket"], told["dynamicContent"]} == set(range(len(told["types"])))


def test_worker_may_serve_the_page_alone(client):
    answer = client.get(reverse("scan-worker"))

    assert answer["Content-Type"] == "text/javascript"
    assert reverse("scan-worker").rsplit("/", 1)[0] + "/" == reverse("scan-page") == PAGE
    assert answer["Cache-Control"] == "public, no-cache"


def test_page_can_be_put_on_the_home_screen(client):
    answer = client.get(reverse("scan-manifest"))

    assert answer["Content-Type"] == "application/manifest+json"
    assert (answer.json()["start_url"], answer.json()["scope"]) == (PAGE, PAGE)
