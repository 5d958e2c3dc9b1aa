"""The admin of shared vehicles as tables: who may keep or do what, and what is then true."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model

from operators.fleet.actions import disable_asset
from operators.fleet.states import FleetImportState
from operators.models import (
    Asset,
    AssetType,
    Driver,
    Fleet,
    FleetImport,
    Operator,
    PricingPlan,
    Region,
    TaxiService,
    VehicleStation,
)
from tests.admin_button import BOSSES, CLERKS, Button, Form
from tests.factories.fleet import (
    AssetFactory,
    FleetFactory,
    FleetImportFactory,
    PricingPlanFactory,
    square,
)
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import Shop


def scooter(shop: Shop) -> Asset:
    return AssetFactory(fleet__operator=shop.product.operator)


def stopped_scooter(shop: Shop) -> Asset:
    return disable_asset(scooter(shop), by=BY, at=NOW)


def fed_fleet(shop: Shop) -> Fleet:
    address = "https://feeds.example/gbfs.json"
    return FleetFactory(operator=shop.product.operator, gbfs_url=address)


def running_import(shop: Shop) -> FleetImport:
    return FleetImportFactory(fleet=FleetFactory(operator=shop.product.operator))


def was_logged(row: Model) -> bool:
    return LogEntry.objects.filter(object_id=row.pk).exists()


FLEET_BUTTONS = [
    Button("operators_fleet_load_now", fed_fleet, BOSSES, was_logged),
    Button(
        "operators_fleetimport_cancel",
        running_import,
        BOSSES,
        lambda row: row.state == FleetImportState.FAILED,
    ),
    Button(
        "operators_asset_disable",
        scooter,
        CLERKS,
        lambda asset: asset.is_disabled,
        {"reason": "Broken brake"},
    ),
    Button(
        "operators_asset_enable",
        stopped_scooter,
        CLERKS,
        lambda asset: not asset.is_disabled,
    ),
    Button(
        "operators_asset_retire",
        scooter,
        BOSSES,
        lambda asset: asset.retired_at == NOW,
    ),
]


def new_plan(rows: dict[type[Model], Any]) -> dict[str, Any]:
    return {
        "fleet": rows[Fleet].pk,
        "name": "New",
        "plan_id": "new",
        "currency": "EUR",
        "parts-0-sequence": 1,
        "parts-0-type": "FIXED",
        "parts-0-amount": "1.00",
    }


def new_taxis(rows: dict[type[Model], Any]) -> dict[str, Any]:
    plan = PricingPlanFactory(fleet__operator=rows[Operator])
    return {
        "fleet": plan.fleet_id,
        "plan": plan.pk,
        "notice_minutes": 20,
        "days_ahead": 7,
        "answer_minutes": 5,
        "speed_kmph": 40,
        "detour_percent": 20,
        "cancellation_fee": "5.00",
        "vehicle_type": "any",
    }


FLEET_FORMS: dict[type[Model], Form] = {
    Fleet: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {
            "name": "New",
            "system_id": "new",
            "operator": rows[Operator].pk,
            "timezone": "Europe/Berlin",
            "gateway": "NONE",
        },
    ),
    Region: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {
            "fleet": rows[Fleet].pk,
            "name": "New",
            "region_id": "new",
            "kind": "OPERATING",
            "area": json.dumps(square()),
        },
    ),
    PricingPlan: Form(BOSSES, {"name": "Changed"}, new_plan),
    AssetType: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {
            "fleet": rows[Fleet].pk,
            "name": "New",
            "type_id": "new",
            "asset_class": "BICYCLE",
            "propulsion": "MUSCLE",
        },
    ),
    TaxiService: Form(
        BOSSES,
        {"speed_kmph": 25},
        new_taxis,
    ),
    Driver: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {"fleet": rows[Fleet].pk, "number": "new", "name": "New"},
    ),
    VehicleStation: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {
            "fleet": rows[Fleet].pk,
            "name": "New",
            "station_id": "new",
            "latitude": "52.5",
            "longitude": "13.4",
        },
    ),
    Asset: Form(
        BOSSES,
        {"plate": "CHANGED"},
        lambda rows: {
            "fleet": rows[Fleet].pk,
            "asset_type": rows[AssetType].pk,
            "asset_id": "new",
        },
        gone=False,
    ),
}
