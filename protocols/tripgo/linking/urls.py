"""The paths of account linking. `signin` is no id of a provider, nor of a region."""

from __future__ import annotations

from protocols.tripgo.linking.views import (
    ProviderAnswer,
    ProviderForm,
    ProviderLogout,
    Providers,
)
from protocols.tripgo.operation import TripGoOperation

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "auth/{region}": Providers,
    "auth/{provider}/signin": ProviderForm,
    "auth/{provider}/logout": ProviderLogout,
    "auth/signin/{flow}": ProviderAnswer,
}
