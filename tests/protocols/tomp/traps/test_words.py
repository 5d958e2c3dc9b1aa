"""Traps of tokens, money and what an operator tells of itself: each is shown as this operator
resolves it, by its number in the reference."""

from __future__ import annotations

from typing import Any

import pytest

from operators.models import PlanPart
from tests.factories.fleet import RegionFactory
from tests.protocols.openapi import served
from tests.protocols.tomp.edge.renting import Rider
from tests.protocols.tomp.traps.speaking import NEW, OLD, refused, told
from tests.protocols.tomp.v1_6.published import read_published

pytestmark = pytest.mark.django_db

MODULES = {
    "operatorInformation",
    "planning",
    "booking",
    "tripExecution",
    "support",
    "payment",
    "general",
}
COSTS = {"category": "REFUND", "description": "The bus was late", "amount": -1.0}


def finished(renter: Any, clock: Any) -> Any:
    """The leg of a rental of a quarter of an hour."""
    booking = renter.rent()
    told(renter.tell(booking, "SET_IN_USE"))
    clock.shift(15 * 60)
    return told(renter.tell(booking, "FINISH"))


def parts_in(node: Any) -> list[Any]:
    """Every `farePart` of an answer."""
    if isinstance(node, list):
        return [part for inner in node for part in parts_in(inner)]
    if not isinstance(node, dict):
        return []
    inside = [part for name, inner in node.items() for part in parts_in(inner)]
    own = node["parts"] if "estimated" in node else []
    return [*own, *inside]


def asset_types_in(node: Any) -> list[Any]:
    if isinstance(node, list):
        return [each for inner in node for each in asset_types_in(inner)]
    if not isinstance(node, dict):
        return []
    own = [node["assetType"]] if "assetType" in node else []
    return own + [each for inner in node.values() for each in asset_types_in(inner)]


def test_trap_21_what_is_given_back_is_negative(quick):
    booking = quick.commit()

    claimed = told(quick.post(f"/payment/{booking['id']}/claim-extra-costs", COSTS))

    assert (claimed["amount"], claimed["details"]["amount"]) == (-1.0, -1.0)
    assert quick.read("/payment/journal-entry")[1] == claimed


def test_trap_23_condition_is_of_the_kind_that_it_names(renter):
    conditions = renter.find()["legs"][0].get("conditions", [])

    assert {each["conditionType"] for each in conditions} <= {"conditionPayWhenFinished"}
    if renter.version == NEW and (published := read_published()):
        assert conditions
        for each in conditions:
            published.validate(each, "components", "schemas", each["conditionType"])


def test_trap_24_token_tells_its_type_outside_and_inside(quick):
    token = quick.leg(quick.commit())["ticket"]

    if quick.version == NEW:
        assert (token["tokenType"], token["tokenData"]["tokenType"]) == ("tokenQR", "tokenQR")
    else:
        assert token["tokenType"] == token["tokenData"]["symbology"]
    assert {"base64", "mediaType", "symbology"} <= set(token["tokenData"])


@pytest.mark.parametrize("name", ["tomp-1.1-schema", "tomp-1.6-schema"])
def test_trap_25_our_description_has_no_circles(name):
    document = served(name)
    schemas = document["components"]["schemas"]

    def refers_to(node: Any) -> set[str]:
        if isinstance(node, list):
            return {name for inner in node for name in refers_to(inner)}
        if not isinstance(node, dict):
            return set()
        own = {node["$ref"].rpartition("/")[2]} if isinstance(node.get("$ref"), str) else set()
        return own | {name for inner in node.values() for name in refers_to(inner)}

    def walk(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, above
        for inner in refers_to(schemas[name]):
            walk(inner, (*above, name))

    for name in schemas:
        walk(name, ())


def test_trap_26_vat_and_shared_properties_are_always_told(quick, renter, clock):
    answers = [
        told(quick.plan(), 201),
        quick.commit(),
        quick.read("/operator/pricing-plans"),
        renter.find(),
        finished(renter, clock),
        renter.read("/operator/pricing-plans"),
    ]

    for answer in answers:
        parts, types = parts_in(answer), asset_types_in(answer)
        assert parts
        if quick.version == OLD:
            assert [part for part in parts if "vatRate" not in part] == []
            assert [kind for kind in types if "sharedProperties" not in kind] == []


def test_trap_27_area_is_in_the_form_of_its_version(renter, rentals):
    [region] = renter.read("/operator/regions")

    area = region["serviceArea"]
    rings = area if renter.version == OLD else area["coordinates"]
    assert (renter.version == OLD, isinstance(area, list)) in ((True, True), (False, False))
    assert rings[0][0] == rings[0][-1]
    if renter.version == NEW:
        assert area["type"] == "Polygon"


def test_trap_29_tariff_is_by_the_unit_and_the_final_price_by_what_was_used(renter, clock):
    offered = renter.find()["legs"][0]["pricing"]["parts"]
    tariff = [(part["amount"], part.get("units")) for part in offered]

    used = finished(renter, clock)["pricing"]

    final = [(part["amount"], part.get("units")) for part in used["parts"]]
    assert (tariff, final) == ([(1.0, None), (0.19, 1)], [(1.0, None), (2.85, 15)])
    assert used["estimated"] is False


def test_trap_30_brackets_of_a_price_do_not_overlap(renter, rentals):
    part = PlanPart.objects.get(plan=rentals.plan, unit="MINUTE")
    part.scale_unit, part.scale_from, part.scale_to = "MINUTE", 0, 10
    part.save()
    PlanPart.objects.create(
        tenant=rentals.tenant,
        plan=rentals.plan,
        sequence=part.sequence + 1,
        type="FLEX",
        unit="MINUTE",
        units=1,
        amount="0.10",
        scale_unit="MINUTE",
        scale_from=10,
    )

    [plan] = renter.read("/operator/pricing-plans")

    brackets = [
        (each.get("scaleFrom", 0), each.get("scaleTo"))
        for each in plan["fare"]["parts"]
        if "scaleType" in each
    ]
    assert brackets == [(0, 10), (10, None)]


def test_trap_31_and_32_meta_lists_what_occurs_and_all_seven_lists(quick, rentals):
    for entry in quick.read("/operator/meta"):
        assert set(entry["scenarios"]) <= {"POSTPONED_COMMIT", "PAY_WHEN_FINISHED"}
        assert set(entry["processIdentifiers"]) >= MODULES
    [edge] = told(Rider(rentals).get("/operator/meta"))
    assert set(edge["processIdentifiers"]) == MODULES


def test_trap_34_code_of_an_error_is_spelled_as_in_the_files(quick):
    response = quick.get("/bookings/unknown")

    assert refused(response) == (404, 3204)
    assert set(response.json()) == {
        "errorcode",
        "type",
        "title",
        "status",
        "detail",
        "instance",
    }


def test_trap_38_prices_are_told_with_their_taxes(quick, renter):
    for speaker in (quick, renter):
        plans = speaker.read("/operator/pricing-plans")
        assert {plan["isTaxable"] for plan in plans} == {False}


def test_trap_27_regions_of_several_polygons_are_closed_rings(renter, rentals):
    RegionFactory(fleet=rentals.fleet, region_id="124", name="Potsdam")

    regions = renter.read("/operator/regions")

    for region in regions:
        area = region["serviceArea"]
        for ring in area if renter.version == OLD else area["coordinates"]:
            assert (len(ring) >= 4, ring[0]) == (True, ring[-1])
