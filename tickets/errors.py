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


class KeyTooYoung(TicketError):
    """This key was published less than seven days ago, so devices may not know it; activate it
    later, or as an emergency if the key that signs now has leaked."""


class NoCompanyCode(TicketError):
    """A key for UIC barcodes needs the issuer's company code (RICS); give it with the first one."""


class FitsNoBarcode(TicketError):
    """This ticket says more than the barcode of its type can tell; its product needs another."""


class NoHandset(TicketError):
    """This ticket is signed by the traveller's phone, and none is registered; open its link."""


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


class TicketClosed(TicketError):
    """The ticket was taken back, used up or has expired; it moves to no other phone."""


class NotForHandsets(TicketError):
    """Tickets of this product are not bound to a phone."""


class BadChallenge(TicketError):
    """The challenge is not ours for this ticket, is over, or was answered already; fetch another
    one and sign that."""


class NoProofOfKey(TicketError):
    """The signature over the challenge was not made with this key on P-256."""


class HandsetReplaced(TicketError):
    """The ticket moved away from this key before, so inspectors refuse it; make a new key."""


class MovedTooOften(TicketError):
    """The ticket moved to another phone too often today; it stays where it is until tomorrow."""


class NoWalletAccount(FormUnavailable):
    """This operator has no account with that wallet, so there is no pass of the ticket; ask for
    another form."""


class WalletKeysUnfit(TicketError):
    """These are no keys for passes of that wallet."""
