"""TOMP 1.6 as the views know it."""

from __future__ import annotations

from protocols.tomp.dialect import Dialect
from protocols.tomp.v1_6 import (
    customers,
    description,
    mapping,
    operator,
    payment,
    planning,
    reading,
    serving,
    support,
    telling,
    words,
)
from protocols.tomp.versions import VERSIONS

TOMP_1_6 = Dialect(
    number="1.6",
    versions=VERSIONS["1.6"],
    planning=planning,
    reading=reading,
    mapping=mapping,
    operator=operator,
    payment=payment,
    support=support,
    customers=customers,
    telling=telling,
    describing=description,
    refusals=serving.REFUSALS,
    operations=words.OPERATIONS,
    leg_events=words.LEG_EVENTS,
    event_types=serving.EVENT_TYPES,
    without=serving.WITHOUT,
    scenarios=serving.SCENARIOS,
    process_identifiers=serving.PROCESS_IDENTIFIERS,
    commits_once=True,
)
