"""Which version of TOMP a request speaks. Only major and minor number choose the dialect."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from protocols.tomp.errors import ApiUnknown, VersionUnknown

VERSIONS = {"1.1": ("1.1.0", "1.1.3"), "1.6": ("1.6.1",)}
"""Those that meta lists, by major and minor number."""
DEFAULT = "1.1.3"
NUMBER = re.compile(r"^(\d{1,3}\.\d{1,3})(\.\d{1,3})?$")


@dataclass(frozen=True, slots=True)
class Version:
    """The version a client asked for, such as 1.1.3."""

    number: str

    @property
    def dialect(self) -> str:
        """Major and minor number."""
        return ".".join(self.number.split(".")[:2])

    @property
    def as_published(self) -> bool:
        """1.1.0 is a published document; 1.1.1 and later are what vendors made of it."""
        return self.number in ("1.1", "1.1.0") or self.dialect != "1.1"


def read_version(
    api: str | None,
    api_version: str | None,
    *,
    served: Collection[str] = VERSIONS,
    default: str = DEFAULT,
) -> Version:
    """From the headers `Api` and `Api-Version`; without them the default of the profile.

    ApiUnknown if `Api` names something else than TOMP, VersionUnknown if the version is not
    served; GET /operator/meta lists those that are.
    """
    if api is not None and api.strip().upper() != "TOMP":
        raise ApiUnknown(f"The header Api says “{api}”; this is a TOMP interface, send TOMP.")
    number = (api_version or default).strip()
    match = NUMBER.match(number)
    if match is None or match[1] not in served:
        raise VersionUnknown(
            f"Version “{number}” is not served; see GET /operator/meta for those that are."
        )
    return Version(number)
