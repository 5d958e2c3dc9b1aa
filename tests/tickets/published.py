"""The schemas that UIC publishes, which live beside the project, and values drawn from them."""

from functools import cache
from pathlib import Path

import pytest

asn1tools = pytest.importorskip("asn1tools")

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT.parent / "shared" / "specs" / "uic"
RAIL_TICKET = "uicRailTicketData_v3.0.6"
HEADERS = {"U2": "uicBarcodeHeader_v2.0.1", "U1": "uicBarcodeHeader_v1.0.0"}
DYNAMIC = "uicDynamicContentData_v1.0.5"
LEFT_TO_OTHERS = {
    "reservation",
    "carCarriageReservation",
    "voucher",
    "customerCard",
    "counterMark",
    "parkingGround",
    "fipTicket",
    "stationPassage",
    "extension",
    "delayConfirmation",
}
OBJECT_IDENTIFIERS = ["1.2.840.10045.3.1.7", "1.2.840.10045.4.3.2", "2.16.840.1.101.3.4.3.2"]
DEEPEST = 12

needs_schemas = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"{FOLDER.name} is not beside the project"
)


@cache
def compiled(name):
    return asn1tools.compile_files([str(FOLDER / f"{name}.asn")], "uper", encoding="utf-8")


@cache
def types_of(name):
    (module,) = asn1tools.parse_files([str(FOLDER / f"{name}.asn")], encoding="utf-8").values()
    return module["types"]


class Drawing:
    """Draws values of a published type; `often` is how likely an optional member is there."""

    def __init__(self, name, random, often):
        self.types, self.random, self.often = types_of(name), random, often
        self.depth = 0

    def draw(self, kind):
        self.depth += 1
        try:
            name = kind["type"].replace(" ", "_").lower()
            known = getattr(self, f"draw_{name}", None)
            return known(kind) if known else self.draw(self.types[kind["type"]])
        finally:
            self.depth -= 1

    def draw_boolean(self, kind):
        return self.random.random() < 0.5

    def draw_integer(self, kind):
        if bounds := kind.get("restricted-to"):
            least, most = bounds[0]
            return self.random.choice([least, most, self.random.randint(least, most)])
        size = self.random.choice([1, 7, 8, 15, 16, 31, 63])
        return self.random.randint(-(2**size), 2**size - 1)

    def draw_enumerated(self, kind):
        return self.random.choice([value[0] for value in kind["values"] if value])

    def draw_ia5string(self, kind):
        return "".join(chr(self.random.randrange(128)) for _ in range(self.length(kind)))

    def draw_utf8string(self, kind):
        return "".join(self.random.choice("aZ 0ßø€😀") for _ in range(self.length(kind)))

    def draw_octet_string(self, kind):
        return self.random.randbytes(self.random.choice([0, 1, 4, 127, 128, 300]))

    def draw_object_identifier(self, kind):
        return self.random.choice(OBJECT_IDENTIFIERS)

    def draw_sequence_of(self, kind):
        count = 0 if self.depth > DEEPEST else self.random.choice([0, 1, 1, 2, 3])
        return [self.draw(kind["element"]) for _ in range(count)]

    def draw_choice(self, kind):
        members = [m for m in kind["members"] if m and m["name"] not in LEFT_TO_OTHERS]
        member = self.random.choice(members)
        return member["name"], self.draw(member)

    def draw_sequence(self, kind):
        return {
            member["name"]: self.draw(member)
            for member in kind["members"]
            if member and self.is_there(member)
        }

    def is_there(self, member):
        may_be_missing = member.get("optional") or "default" in member
        return not may_be_missing or (self.depth <= DEEPEST and self.random.random() < self.often)

    def length(self, kind):
        if size := kind.get("size"):
            bounds = size[0] if isinstance(size[0], tuple) else (size[0], size[0])
            return self.random.randint(*bounds)
        return self.random.choice([0, 1, 5, 26, 127, 128, 200])
