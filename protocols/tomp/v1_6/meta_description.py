"""How the API description shows what TOMP 1.6 tells of the service itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocols.tomp.v1_6 import examples, meta_schemas
from protocols.tomp.v1_6.describing import describe
from protocols.tomp.v1_6.examples import answered

read_meta = describe(
    "readMeta",
    "What is served here",
    meta_schemas.EndpointImplementation(many=True),
    public=True,
    examples=[answered("Some of it", examples.META)],
)
ping = describe("ping", "Whether it is well", public=True)

OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    "operator/meta": {"get": read_meta},
    "operator/ping": {"get": ping},
}
