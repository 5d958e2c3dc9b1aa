"""Vehicles: changed, come, come back and gone, each in one statement that also tells of it.

A vehicle that a customer has stays in the fleet whatever the feed says, and where it is and how
full is for its rental to know: `taken_at` is judged by the statement that writes, after it has
waited for the row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from psycopg import sql

from operators.fleet.gbfs.staging import Counts, Parameters, columns, pairs, stage, statement
from operators.fleet.gbfs.tables import ASSETS
from operators.fleet.models import AssetEvent
from operators.tenancy.correlation import current_correlation_id
from operators.tenancy.figures import count_written

ALWAYS = ("asset_type_id", "plan_id", "is_disabled")
WHILE_FREE = ("station_id", "latitude", "longitude", "charge", "range_metres", "is_reserved")
EVENTS = """
, told AS (
    INSERT INTO operators_assetevent (
        asset_id, name, actor, happened_at, details, correlation_id
    )
    SELECT id, event, %(actor)s, %(at)s, '{{}}', %(correlation)s FROM events
    RETURNING name
)
SELECT (SELECT count(*) FROM written), (SELECT array_agg(name) FROM told)
"""
CHANGED = """
WITH written AS (
    UPDATE operators_asset AS kept
    SET {always},
        {while_free},
        reported_at = CASE
            WHEN kept.taken_at IS NULL THEN new.reported_at ELSE kept.reported_at
        END
    FROM gbfs_asset AS new
    JOIN operators_asset AS before
        ON before.fleet_id = %(fleet)s AND before.asset_id = new.asset_id
        AND before.retired_at IS NULL
    WHERE kept.id = before.id AND kept.retired_at IS NULL
        AND (
            ({old_always}) IS DISTINCT FROM ({new_always})
            OR kept.taken_at IS NULL AND (
                ({old_free}) IS DISTINCT FROM ({new_free})
                OR kept.reported_at IS NULL
                OR kept.reported_at < new.reported_at - interval '15 minutes'
            )
        )
    RETURNING
        kept.id,
        before.is_disabled AS was_disabled, kept.is_disabled,
        before.is_reserved AS was_reserved, kept.is_reserved
), events AS (
    SELECT id, CASE WHEN is_disabled THEN 'DISABLED' ELSE 'ENABLED' END AS event
    FROM written WHERE was_disabled <> is_disabled
    UNION ALL
    SELECT id, CASE WHEN is_reserved THEN 'RESERVED' ELSE 'RELEASED' END
    FROM written WHERE was_reserved <> is_reserved
)
"""
RETURNED = """
WITH newest AS (
    SELECT DISTINCT ON (gone.asset_id) gone.id
    FROM operators_asset AS gone
    JOIN gbfs_asset AS new ON new.asset_id = gone.asset_id
    WHERE gone.fleet_id = %(fleet)s AND gone.retired_at IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM operators_asset AS kept
            WHERE kept.fleet_id = %(fleet)s AND kept.asset_id = gone.asset_id
                AND kept.retired_at IS NULL
        )
    ORDER BY gone.asset_id, gone.retired_at DESC, gone.id DESC
), written AS (
    UPDATE operators_asset AS kept
    SET retired_at = NULL, {changes}
    FROM gbfs_asset AS new, newest
    WHERE kept.id = newest.id AND new.asset_id = kept.asset_id
    RETURNING kept.id
), events AS (
    SELECT id, 'RETURNED' AS event FROM written
)
"""
ADDED = """
WITH written AS (
    INSERT INTO operators_asset (tenant_id, fleet_id, plate, {staged})
    SELECT %(tenant)s, %(fleet)s, '', {new_staged}
    FROM gbfs_asset AS new
    WHERE NOT EXISTS (
        SELECT FROM operators_asset AS kept
        WHERE kept.fleet_id = %(fleet)s AND kept.asset_id = new.asset_id
            AND kept.retired_at IS NULL
    )
    ON CONFLICT DO NOTHING
    RETURNING id
), events AS (
    SELECT id, 'ADDED' AS event FROM written
)
"""
GONE = """
WITH written AS (
    UPDATE operators_asset AS kept
    SET retired_at = %(at)s
    WHERE kept.fleet_id = %(fleet)s AND kept.retired_at IS NULL AND kept.taken_at IS NULL
        AND NOT EXISTS (SELECT FROM gbfs_asset AS new WHERE new.asset_id = kept.asset_id)
    RETURNING kept.id
), events AS (
    SELECT id, 'RETIRED' AS event FROM written
)
"""


KEEP_PLANS = """
UPDATE gbfs_asset AS new
SET plan_id = kept.plan_id
FROM operators_asset AS kept
WHERE kept.fleet_id = %(fleet)s AND kept.asset_id = new.asset_id AND kept.retired_at IS NULL
    AND new.plan_id IS NULL AND kept.plan_id IS NOT NULL
"""


def move_assets(
    rows: Iterable[Sequence[Any]], parameters: Parameters, *, keeps_plans: bool
) -> Counts:
    """Make the fleet's vehicles those of the feed; how many changed, came, came back and went.

    With `keeps_plans` a vehicle that the feed gives no plan keeps its own.
    """
    stage(ASSETS, rows)
    if keeps_plans:
        with connection.cursor() as cursor:
            cursor.execute(KEEP_PLANS, parameters)
    wanted = {**parameters, "correlation": current_correlation_id()}
    return {
        "changed": run(changed(), wanted),
        "returned": run(statement(RETURNED, ASSETS), wanted),
        "added": run(statement(ADDED, ASSETS), wanted),
        "gone": run(sql.SQL(GONE), wanted),
    }


def run(change: sql.Composable, parameters: Parameters) -> int:
    """One change of many vehicles, with their events; how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(change + sql.SQL(EVENTS).format(), parameters)
        count, names = cursor.fetchone()
    if names:
        count_written(AssetEvent, Counter(names))
    return int(count)


def changed() -> sql.Composable:
    free = "{column} = CASE WHEN kept.taken_at IS NULL THEN new.{column} ELSE kept.{column} END"
    return sql.SQL(CHANGED).format(
        always=pairs(ALWAYS, "{column} = new.{column}", ", "),
        while_free=pairs(WHILE_FREE, free, ", "),
        old_always=columns(ALWAYS, "kept"),
        new_always=columns(ALWAYS, "new"),
        old_free=columns(WHILE_FREE, "kept"),
        new_free=columns(WHILE_FREE, "new"),
    )
