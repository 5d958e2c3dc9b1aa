"""Why tickets refuse."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class TicketError(DomainError):
    """The ticket does not allow this."""


class TicketNotActive(TicketError):
    """This ticket is not active, so it has no barcode to show; activate it first."""


class ActivationTooLate(TicketError):
    """The time to activate this ticket is over; buy a new one."""


class NoSigningKey(TicketError):
    """No issuer key is active, so no barcode can be signed; activate one in the admin."""


class FormUnavailable(TicketError):
    """This product's tickets do not come in the form that was asked for."""


class TicketBegun(TicketError):
    """The ticket is valid already, or closed; its validity stays as it is."""


class ValidityUnfit(TicketError):
    """The ticket cannot become valid then; its product says when it can."""


class BarcodeAlive(TicketError):
    """A barcode of this ticket was shown and is still good; try again when it has died."""


class TicketConsumed(TicketError):
    """The ticket was used or has expired."""
