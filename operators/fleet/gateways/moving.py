"""What simulated vehicles do by themselves: they drive, drain, and get full batteries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from operators.fleet.models import Fleet
from operators.fleet.states import GatewayKind, RegionKind
from operators.prepared import fetch_rows

LONG_RANGE = 30_000
"""Metres that a vehicle goes with a full battery, if its type does not say."""
LONGEST_STEP = 300
"""Seconds; a vehicle does not jump across the city because nobody moved it for hours."""
METRES_OF_A_DEGREE = 111_195
"""Of latitude, on a sphere of the earth's mean radius."""
FULL = 100
FACTS = {"range": LONG_RANGE}

# A vehicle that would leave the box around its fleet's operating regions turns round at its edge.
# An empty one stands still. One that is locked here is being moved by somebody else.
MOVE = """
    WITH going AS (
        SELECT vehicle.id, vehicle.asset_id, asset.fleet_id, vehicle.heading, vehicle.longitude,
            vehicle.latitude, vehicle.charge, type.max_range_metres,
            LEAST(
                vehicle.speed_kmph / 3.6
                    * LEAST(
                        extract(epoch FROM %(at)s::timestamptz - vehicle.moved_at),
                        %(longest_step)s::float8
                    ),
                vehicle.charge / 100 * coalesce(type.max_range_metres, %(range)s::int)
            )::float8 AS metres
        FROM operators_simulatedvehicle vehicle
        JOIN operators_asset asset ON asset.id = vehicle.asset_id
        JOIN operators_assettype type ON type.id = asset.asset_type_id
        WHERE NOT vehicle.is_locked AND vehicle.moved_at < %(at)s::timestamptz
            AND (%(everyone)s::boolean OR vehicle.asset_id = ANY (%(assets)s::bigint[]))
        FOR UPDATE OF vehicle SKIP LOCKED
    ), boxes AS (
        SELECT fleet_id, min(west) AS west, min(south) AS south, max(east) AS east,
            max(north) AS north
        FROM operators_region WHERE kind = %(kind)s::text
            AND fleet_id IN (SELECT fleet_id FROM going)
        GROUP BY fleet_id
    ), gone AS (
        SELECT going.id, going.heading, going.charge
                - 100 * going.metres / coalesce(max_range_metres, %(range)s::int) AS charge,
            going.longitude + going.metres * sin(radians(going.heading))
                / (%(degree)s::float8 * greatest(cos(radians(going.latitude)), 0.01))
                AS longitude,
            going.latitude + going.metres * cos(radians(going.heading)) / %(degree)s::float8
                AS latitude,
            coalesce(west, -180) AS west, coalesce(south, -90) AS south,
            coalesce(east, 180) AS east, coalesce(north, 90) AS north
        FROM going LEFT JOIN boxes ON boxes.fleet_id = going.fleet_id
    )
    UPDATE operators_simulatedvehicle vehicle
    SET longitude = LEAST(GREATEST(gone.longitude, west), east),
        latitude = LEAST(GREATEST(gone.latitude, south), north),
        charge = LEAST(GREATEST(gone.charge, 0), 100),
        heading = CASE
            WHEN gone.longitude BETWEEN west AND east AND gone.latitude BETWEEN south AND north
                THEN gone.heading
            WHEN gone.heading >= 180 THEN gone.heading - 180 ELSE gone.heading + 180 END,
        moved_at = %(at)s::timestamptz
    FROM gone WHERE gone.id = vehicle.id
    RETURNING vehicle.id
"""
SWAP = """
    WITH swapped AS (
        UPDATE operators_simulatedvehicle vehicle
        SET charge = %(full)s::float8, moved_at = %(at)s::timestamptz
        FROM operators_asset asset JOIN operators_fleet fleet ON fleet.id = asset.fleet_id
        WHERE asset.id = vehicle.asset_id AND vehicle.is_locked AND asset.taken_at IS NULL
            AND asset.retired_at IS NULL AND vehicle.charge < fleet.lowest_charge
        RETURNING vehicle.asset_id
    )
    UPDATE operators_asset asset
    SET charge = %(full)s::float8, range_metres = coalesce(type.max_range_metres, %(range)s::int),
        reported_at = %(at)s::timestamptz
    FROM swapped, operators_assettype type
    WHERE asset.id = swapped.asset_id AND type.id = asset.asset_type_id
    RETURNING asset.id
"""


def move_vehicles(*, at: datetime, asset_keys: Sequence[int] | None = None) -> int:
    """Bring unlocked vehicles, all of them or those of these assets, to where they are by then;
    returns how many moved. One statement, whatever their number."""
    values = {
        **FACTS,
        "at": at,
        "everyone": asset_keys is None,
        "assets": [] if asset_keys is None else list(asset_keys),
        "kind": str(RegionKind.OPERATING),
        "degree": METRES_OF_A_DEGREE,
        "longest_step": LONGEST_STEP,
    }
    return len(fetch_rows(MOVE, values))


def swap_batteries(*, at: datetime) -> int:
    """Give parked vehicles that are too empty to be rented a full battery; returns how many."""
    return len(fetch_rows(SWAP, {**FACTS, "at": at, "full": FULL}))


@transaction.atomic
def simulate(*, at: datetime) -> int:
    """Move all simulated vehicles and care for the parked ones; returns how many were touched.

    Two queries where no vehicle is simulated.
    """
    if not Fleet.objects.filter(gateway=GatewayKind.SIMULATOR).exists():
        return 0
    return move_vehicles(at=at) + swap_batteries(at=at)
