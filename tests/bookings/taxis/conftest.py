"""What the tests of this folder begin with."""

from __future__ import annotations

from operators.fleet.states import GatewayKind
from tests.factories.taxi_rides import Stand, open_stand
from tests.standing import standing


@standing
def stand(db: None) -> Stand:
    """A stand with one simulated taxi, by the meter."""
    return open_stand()


@standing
def fixed(db: None) -> Stand:
    """A stand whose prices are told with the order."""
    return open_stand(service={"fixes_price": True})


@standing
def by_hand(db: None) -> Stand:
    """A stand whose taxis are sent by people."""
    return open_stand(fleet={"gateway": GatewayKind.NONE})
