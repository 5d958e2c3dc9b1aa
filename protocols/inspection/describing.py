"""What the descriptions of all operations share."""

from __future__ import annotations

from protocols.describing import Describing
from protocols.inspection import schemas
from protocols.inspection.refusing import MEDIA_TYPE

REFUSED = {
    401: "No token, an unknown or revoked one, and nobody is logged in.",
    403: "The token has not the role INSPECTION, the person inspects for nobody, or the device "
    "was stopped.",
}

describe = Describing(schemas.Problem, REFUSED, tag="Inspection", media_type=MEDIA_TYPE).describe
