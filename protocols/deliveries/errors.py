"""What can be wrong with calls to partners; each docstring is what people read."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class DeliveryError(DomainError):
    """This cannot be done with calls to partners."""


class FormatUnknown(DeliveryError):
    """This service cannot call partners in that wire format and version."""


class EndpointThere(DeliveryError):
    """This channel has an endpoint in that wire format already; change that one."""


class PrivateNotAllowed(DeliveryError):
    """The tenant does not allow calls to private addresses; its page says so."""


class AddressMissing(DeliveryError):
    """This endpoint has no address of its own to try."""


class StillWaiting(DeliveryError):
    """This call waits to be sent; nothing needs to be done."""


class AlreadyEnded(DeliveryError):
    """This call has ended; there is nothing to give up."""


class NobodyToAsk(DeliveryError):
    """No endpoint is told of this booking in a wire format that has such a question."""


class NoAnswer(DeliveryError):
    """The partner did not say yes or no."""
