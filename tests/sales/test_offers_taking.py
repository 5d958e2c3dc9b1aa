from datetime import timedelta

import pytest

from bookings.actions.booking import hold_booking
from sales.errors import OfferLapsed, OfferTaken, OfferUnknown
from sales.models import Offer
from sales.offers.actions import (
    KEEP_LAPSED,
    OfferWish,
    expire_offers,
    make_offers,
    take_offer,
)
from sales.offers.terms import TravellerWish
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import (
    OfferFactory,
    SalesChannelFactory,
)
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


ALONE = OfferWish(travellers=(TravellerWish(),))


@standing
def shop():
    return open_shop()


def test_taking_an_offer_claims_it(shop):
    offer = shop.offer()

    taken = take_offer(offer.reference, channel=shop.channel, at=later(minutes=1))

    assert taken.taken_at == Offer.objects.get().taken_at == later(minutes=1)


def test_taking_an_offer_twice_is_refused(shop):
    offer = shop.offer()
    take_offer(offer.reference, channel=shop.channel, at=NOW)

    with pytest.raises(OfferTaken):
        take_offer(offer.reference, channel=shop.channel, at=NOW)


def test_taking_an_offer_in_its_last_moment_is_in_time(shop):
    offer = shop.offer()

    at = offer.valid_until - timedelta(microseconds=1)
    assert take_offer(offer.reference, channel=shop.channel, at=at).taken_at == at


def test_taking_an_offer_that_lapsed_is_refused(shop):
    offer = shop.offer()

    with pytest.raises(OfferLapsed, match="The offer was valid until 2026-06-01T10:15:00Z."):
        take_offer(offer.reference, channel=shop.channel, at=offer.valid_until)


def test_taking_an_offer_of_another_channel_is_refused(shop):
    offer = shop.offer()
    other = SalesChannelFactory(tenant=shop.tenant)

    with pytest.raises(OfferUnknown):
        take_offer(offer.reference, channel=other, at=NOW)


def test_taking_an_offer_that_never_was_is_refused(shop):
    with pytest.raises(OfferUnknown):
        take_offer("nothing", channel=shop.channel, at=NOW)


def test_clearing_away_leaves_offers_for_a_day():
    lapsed = OfferFactory().valid_until

    assert expire_offers(at=lapsed + KEEP_LAPSED - timedelta(microseconds=1)) == 0
    assert expire_offers(at=lapsed + KEEP_LAPSED) == 1
    assert Offer.objects.count() == 0


def test_clearing_away_leaves_offers_that_were_taken(shop):
    offer = shop.offer()
    hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)

    assert expire_offers(at=later(days=30)) == 0


def test_clearing_away_takes_one_batch_at_a_time(shop):
    make_offers(shop.channel, [one_ride()] * 3, wish=ALONE, at=NOW)

    assert expire_offers(at=later(days=2), limit=2) == 2
    assert expire_offers(at=later(days=2), limit=2) == 1
