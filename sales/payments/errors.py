"""Why taking or giving back money is refused."""

from __future__ import annotations

from sales.errors import SalesError


class PaymentError(SalesError):
    """The money of this order cannot be moved like this."""


class VersionDiffers(PaymentError):
    """This is not the order's current version; read the order and use the version it has now."""


class AmountUnfit(PaymentError):
    """Money is moved in amounts above zero, with two decimals at most."""


class AmountMismatch(PaymentError):
    """The amounts do not add up to the total."""


class AmountExceedsBalance(PaymentError):
    """The amount is more than what is left to be paid on this order."""


class AmountExceedsCaptured(PaymentError):
    """The amount is more than what is left to give back of what was paid."""


class MethodOff(PaymentError):
    """This way of paying is not taken in this channel now; choose another one."""


class NotPayable(PaymentError):
    """The order takes no payments: it is confirmed or cancelled."""


class NothingToCredit(PaymentError):
    """Nothing can be given back: the order is settled, or nothing was paid for it."""


class TransactionUnknown(PaymentError):
    """The order has no such transaction, or it belongs to another payment."""


class TransactionClosed(PaymentError):
    """The transaction has ended and stays as it is."""


class NotOpened(PaymentError):
    """The customer has not been to the payment page yet; open it first."""


class NotAuthorised(PaymentError):
    """The customer has not paid at the provider yet; capture it afterwards."""


class NoTerminal(PaymentError):
    """This way of paying has no page; capture it directly."""


class MoneyMoving(PaymentError):
    """This transaction is being changed at this moment; try again in a second."""


class ImportDiffers(PaymentError):
    """This transaction was told before, with other facts; check its id."""


class PaymentRefused(PaymentError):
    """The customer's bank refused the payment; try another way of paying."""


class AuthenticationNeeded(PaymentRefused):
    """The customer's bank wants to hear from the customer; begin again with the payment page."""


class CreditFailed(PaymentError):
    """The provider refused to give the money back; the credit waits for people."""


class ProviderFailed(PaymentError):
    """The provider of payments could not do it; try again later."""


class ProviderTimeout(ProviderFailed):
    """The provider of payments did not answer in time; what became of it will be found out."""


class ProviderDown(ProviderTimeout):
    """The provider of payments cannot be reached; what became of it will be found out."""


class CardClosed(PaymentError):
    """This stored card has expired or was cancelled; begin another one."""


class NotStored(PaymentError):
    """The customer has not stored a card yet; open the page for it."""


class KeysUnfit(PaymentError):
    """These are not keys of the card provider; copy them from its dashboard again."""


class OutcomeContradicts(PaymentError):
    """The provider tells of money for a transaction that ended without."""


class CreditUnknown(PaymentError):
    """There is no such credit any more: it was dropped with the version that it was for."""


class CallbackUnknown(PaymentError):
    """The message is not from the provider: its signature is wrong."""
