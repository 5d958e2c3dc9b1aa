"""What passengers of the town should know: one alert."""

from __future__ import annotations

from datetime import datetime

from demo.network import FEED_NAME
from demo.town import HALT_OF
from operators.models import Alert, AlertPeriod, Feed, Operator
from operators.service.states import AlertKind

SUMMARY = "Camping: the stop has moved"
HALT = "310"


def ensure_alert(operator: Operator, *, opened_at: datetime) -> None:
    """A stop that stands elsewhere until further notice; one that was changed stays so."""
    halt = HALT_OF[HALT]
    alert, is_new = Alert.objects.get_or_create(
        tenant_id=operator.tenant_id,
        operator=operator,
        summary=SUMMARY,
        defaults={
            "feed": Feed.objects.get(tenant_id=operator.tenant_id, name=FEED_NAME),
            "kind": AlertKind.STOP_MOVED,
            "description": f"{halt.name} is rebuilt. Board a hundred metres down the road.",
            "stop_ids": [halt.stop_id],
            "updated_at": opened_at,
        },
    )
    if is_new:
        AlertPeriod.objects.create(tenant=alert.tenant, alert=alert, starts_at=opened_at)
