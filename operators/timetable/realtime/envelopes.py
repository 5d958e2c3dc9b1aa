"""Taking a message apart before it is read: its header, and each entity by itself.

Read as a whole, a message takes forty times its size in memory where somebody fills it with empty
members, and one entity that cannot be read takes all others with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError
from google.protobuf.message_factory import GetMessageClass

NAME = "perron.realtime.Envelope"
HEADER, ENTITY = 1, 2
"""Their numbers in a FeedMessage of the GTFS Realtime Reference 2.0."""


def open_envelope(content: bytes) -> tuple[bytes, Sequence[bytes]]:
    """The bytes of the header, and those of each entity. DecodeError where it is no message, or
    has no header."""
    envelope = ENVELOPE()
    envelope.ParseFromString(content)
    if not envelope.HasField("header"):
        raise DecodeError("no header")
    return envelope.header, envelope.entity


def _envelope() -> Any:
    package, _, name = NAME.rpartition(".")
    file = FileDescriptorProto(name="perron/realtime.proto", package=package, syntax="proto2")
    message = file.message_type.add(name=name)
    for label, field, number in [
        (FieldDescriptorProto.LABEL_OPTIONAL, "header", HEADER),
        (FieldDescriptorProto.LABEL_REPEATED, "entity", ENTITY),
    ]:
        message.field.add(
            name=field, number=number, label=label, type=FieldDescriptorProto.TYPE_BYTES
        )
    pool = DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return GetMessageClass(pool.FindMessageTypeByName(NAME))


ENVELOPE = _envelope()
