"""What the descriptions of all operations share."""

from __future__ import annotations

from protocols.describing import BUSY, Describing
from protocols.maas_tsp import schemas

REFUSED = {
    403: "Not possible now, or the key has not the role MAAS_TSP; nothing was changed.",
    409: "Booked already, or no longer to be had; nothing was changed.",
    503: BUSY,
}

describe = Describing(schemas.Error, REFUSED, tag="Bookings", waits=(429, 503)).describe
