"""The headers of TOMP 1.6."""

from __future__ import annotations

import pytest

from operators.tenancy.models import TokenRole
from tests.protocols.tomp.v1_6.platform import Platform, refusal_of
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("version", ["1.6", "1.6.0", "1.6.1", "1.6.12"])
def test_last_number_of_the_version_does_not_matter(travel, version):
    assert travel.get("/bookings", Api_Version=version).status_code == 200


@pytest.mark.parametrize("version", ["1.5.0", "1.7", "2.0.0", "six"])
def test_other_versions_are_not_served(travel, version):
    assert refusal_of(travel.get("/bookings", Api_Version=version)) == (400, 7008)


def test_api_is_tomp(travel):
    assert refusal_of(travel.get("/bookings", Api="GBFS")) == (400, 7002)


def test_token_is_needed(travel):
    response = travel.get("/bookings", Authorization="")

    assert refusal_of(response) == (401, 7001)
    assert response["WWW-Authenticate"] == "Bearer"


def test_role_is_needed(later):
    _, secret = open_channel(later.shop.channel, TokenRole.INSPECTION)

    assert refusal_of(Platform(secret).get("/bookings")) == (403, 7006)


def test_access_token_opens_as_well(travel, later):
    response = travel.get("/bookings", Authorization="", X_Access_Token=later.secret)

    assert response.status_code == 200


def test_ping_and_meta_need_nothing(travel):
    for path in ("/operator/ping", "/operator/meta"):
        response = travel.get(path, Authorization="", Api="", Api_Version="", maas_id="")
        assert response.status_code == 200


@pytest.mark.parametrize("path", ["/planning/offers", "/planning/inquiries", "/bookings/one-stop"])
def test_what_is_new_is_not_served_in_old_versions(travel, path):
    response = travel.client.post(
        path, {}, "application/json", headers=travel.headers | {"Api-Version": "1.1.3"}
    )

    assert response.status_code == 404


def test_every_answer_has_a_language(travel):
    assert "Content-Language" in travel.get("/bookings")
    assert "Content-Language" in travel.get("/legs/unknown")
