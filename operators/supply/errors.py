"""Why a supplier does not give what is asked of it."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class SupplyError(DomainError):
    """The other operator does not provide this."""


class SupplierBusy(SupplyError):
    """The other operator does not answer at the moment; send the same again a little later."""

    def __init__(self, detail: str = "", *, wait: int = 10) -> None:
        self.wait = wait
        """Seconds until it is worth trying again."""
        super().__init__(detail)


class SupplierRefused(SupplyError):
    """The other operator refuses this."""


class SupplierUnknown(SupplierRefused):
    """The other operator does not know this booking, leg or vehicle."""


class SupplierGone(SupplierRefused):
    """The other operator's offer or booking is over; plan again."""


class SupplierTaken(SupplierRefused):
    """The other operator has booked this before."""


class SupplierUnfit(SupplyError):
    """What the other operator answers can not be used; its operator has to be told."""


class SupplierUnable(SupplyError):
    """This is not done with the other operator in the version that it speaks."""


class PrivateAddress(SupplyError):
    """The address of the supplier is not public; the tenant and the supplier must allow that."""
