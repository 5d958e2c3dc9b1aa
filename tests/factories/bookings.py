"""Bookings: held, or sold."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from bookings.actions.booking import commit_booking, hold_booking
from bookings.models import Booking
from tests.factories.moments import BY, NOW
from tests.factories.sales import OfferFactory
from tests.factories.tickets import ActiveKeyFactory
from tickets.models import IssuerKey


class BookingFactory(DjangoModelFactory):
    """A hold; its channel, tenant and operator are those of its offer."""

    offer = factory.SubFactory(OfferFactory)
    by = BY
    at = NOW

    class Meta:
        model = Booking

    @classmethod
    def _create(cls, _model, offer, **kwargs):
        return hold_booking(offer.reference, channel=offer.channel, **kwargs)


class SoldBookingFactory(BookingFactory):
    """A booking that was committed when it was made; its tenant gets a key if it has none."""

    @classmethod
    def _create(cls, model_class, offer, **kwargs):
        held = super()._create(model_class, offer, **kwargs)
        if not IssuerKey.objects.filter(tenant=held.tenant, state="ACTIVE").exists():
            ActiveKeyFactory(tenant=held.tenant)
        return commit_booking(held, by=kwargs["by"], at=kwargs["at"])
