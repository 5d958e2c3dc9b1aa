"""How a booking stands in the database, whatever the instance in hand says."""

from bookings.models import Booking


def states_of(booking: Booking) -> tuple[str, list[str]]:
    """The state of the booking, and those of its legs in order."""
    stored = Booking.objects.get(pk=booking.pk)
    return stored.state, list(stored.legs.order_by("sequence").values_list("state", flat=True))


def events_of(booking: Booking) -> list[str]:
    """The names of what happened, in order."""
    return list(booking.events.order_by("pk").values_list("name", flat=True))
