"""Options of several kinds at once."""

import pytest

from bookings.models import Booking
from sales.models import Ancillary, CatalogueEntry
from tests.factories.moments import NOW
from tests.protocols.maas_tsp.worlds import (
    DROP_OFF,
    PICK_UP,
    milliseconds,
    scooter_wish,
    taxi_wish,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wish", [scooter_wish(), taxi_wish()])
def test_extras_are_those_of_trips_by_the_timetable_alone(maas, caller, wish):
    for product in (maas.rentals.product, maas.taxis.product):
        Ancillary.objects.create(
            tenant=maas.tenant, product=product, category="HR", number="01", name="Wheelchair"
        )
    option = caller.options(**wish)[0]
    assert "configurator" not in option

    refused = caller.try_create(option, customerSelection={"seatFeatures": ["HR-01"]})

    assert refused.json()["errors"][0]["member"] == "customerSelection.seatFeatures"
    assert not Booking.objects.exists()


def test_all_that_fits_is_offered_at_once(caller):
    told = caller.options(from_=PICK_UP, to=DROP_OFF, startTime=milliseconds(NOW), fromRadius=2000)

    assert sorted({option["leg"]["mode"] for option in told}) == ["SCOOTER", "TAXI"]


def test_channel_that_sells_no_rides_oneself_offers_the_rest(maas, caller):
    CatalogueEntry.objects.filter(product=maas.rentals.product).delete()

    told = caller.options(from_=PICK_UP, to=DROP_OFF, startTime=milliseconds(NOW))

    assert [option["leg"]["mode"] for option in told] == ["TAXI"]
