"""Extras of a ride over TOMP 1.6: offered with the options, added to legs and taken off again."""

from __future__ import annotations

import pytest

from tests.factories.sales import AncillaryFactory
from tests.protocols.tomp.v1_6.platform import body_of, leg_of, refusal_of

pytestmark = pytest.mark.django_db

BICYCLE = {"category": "HR", "number": "01", "memo": "Bicycle"}


@pytest.fixture(autouse=True)
def bicycle(later) -> None:
    AncillaryFactory(product=later.shop.product, category="HR", number="01", name="Bicycle")


def extras_of(leg) -> list[dict[str, str]]:
    return leg["assetType"]["sharedProperties"].get("ancillaries", [])


def test_options_tell_what_can_be_added(travel):
    option = travel.plan()["options"][0]

    assert [extras_of(leg) for leg in option["legs"]] == [[BICYCLE]]
    assert extras_of(travel.hold(option)["legs"][0]) == []


def test_extra_is_added_once_and_taken_off(travel):
    sold = travel.commit()
    path = f"/legs/{leg_of(sold)}/ancillaries/HR/01"

    added = [body_of(travel.post(path), 200) for _ in range(2)]
    assert [extras_of(leg) for leg in added] == [[BICYCLE], [BICYCLE]]
    assert extras_of(travel.leg(sold)) == [BICYCLE]

    gone = [body_of(travel.send("DELETE", path), 200) for _ in range(2)]
    assert [extras_of(leg) for leg in gone] == [[], []]


@pytest.mark.parametrize("code", ["HR/02", "AV/01", "bicycle/1"])
def test_extra_that_does_not_come_with_the_product_is_unknown(travel, code):
    path = f"/legs/{leg_of(travel.commit())}/ancillaries/{code}"

    assert refusal_of(travel.post(path)) == (404, 4204)


def test_extra_is_not_changed_once_it_is_used(travel):
    sold = travel.commit()
    travel.move(sold, "SET_IN_USE")

    response = travel.post(f"/legs/{leg_of(sold)}/ancillaries/HR/01")

    assert response.status_code == 403
