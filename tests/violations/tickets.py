"""Constraints of keys, tickets and barcodes."""

from __future__ import annotations

from typing import Any

from tests.factories.handsets import HandsetFactory
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory
from tests.factories.styles import TicketStyleFactory
from tests.factories.tickets import (
    ActiveKeyFactory,
    BarcodeFactory,
    IssuerKeyFactory,
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
    UicKeyFactory,
    UicTypeFactory,
)
from tests.violations.ways import (
    NONSENSE,
    Violation,
    event_of,
    stranger,
    twice,
    two,
    write,
    wrong,
)


def waiting_ticket() -> Any:
    return TicketFactory(ticket_type__activation="LATER")


def second_active_key() -> None:
    key = ActiveKeyFactory()
    write(IssuerKeyFactory(tenant=key.tenant), state="ACTIVE", activated_at=NOW)


def two_barcodes() -> tuple[Any, Any]:
    first = BarcodeFactory()
    return first, BarcodeFactory(ticket=first.ticket, at=first.ends_at)


VIOLATIONS: dict[str, Violation] = {
    "issuerkey_state_is_known": wrong(IssuerKeyFactory, state=NONSENSE),
    "issuerkey_algorithm_is_known": wrong(IssuerKeyFactory, algorithm="RS256"),
    "issuerkey_kid_is_four_octets": wrong(IssuerKeyFactory, kid="ABCDEF01"),
    "issuerkey_purpose_is_known": wrong(IssuerKeyFactory, purpose=NONSENSE),
    "issuerkey_only_t1_may_be_ed25519": wrong(UicKeyFactory, algorithm="Ed25519"),
    "issuerkey_is_numbered_when_uic": wrong(UicKeyFactory, uic_provider=32_001),
    "issuerkey_once_per_uic_number": twice(
        two(UicKeyFactory, "tenant", TenantFactory), "uic_key_id"
    ),
    "issuerkey_one_active_per_purpose": second_active_key,
    "issuerkey_signing_has_time": wrong(IssuerKeyFactory, state="ACTIVE"),
    "issuerkey_retired_has_time": wrong(ActiveKeyFactory, state="RETIRED"),
    "issuerkey_removed_has_time": wrong(ActiveKeyFactory, state="REMOVED", retired_at=NOW),
    "issuerkey_revoked_has_time": wrong(IssuerKeyFactory, state="REVOKED"),
    "keyevent_name_is_known": event_of(IssuerKeyFactory, NONSENSE),
    "tickettype_once_per_name": twice(two(TicketTypeFactory, "tenant", TenantFactory), "name"),
    "tickettype_activation_is_known": wrong(TicketTypeFactory, activation=NONSENSE),
    "tickettype_symbology_is_known": wrong(TicketTypeFactory, symbology="CODE39"),
    "tickettype_media_are_known": wrong(TicketTypeFactory, media=[]),
    "tickettype_rotation_is_static_or_sane": wrong(TicketTypeFactory, rotation_seconds=14),
    "tickettype_overlap_is_at_most_a_minute": wrong(TicketTypeFactory, overlap_seconds=61),
    "tickettype_barcode_format_is_known": wrong(TicketTypeFactory, barcode_format=NONSENSE[:5]),
    "tickettype_fare_document_is_known": wrong(TicketTypeFactory, fare_document=NONSENSE),
    "tickettype_uic_is_an_aztec_code": wrong(UicTypeFactory, symbology="QR"),
    "tickettype_uic_is_no_text": wrong(UicTypeFactory, media=["text/plain"]),
    "tickettype_uic_rotates_by_the_minute": wrong(UicTypeFactory, rotation_seconds=90),
    "tickettype_phone_signs_uic_every_15_to_60_s": wrong(TicketTypeFactory, device_signed=True),
    "tickettype_phone_signs_what_it_draws": wrong(PhoneSignedTypeFactory, media=["image/png"]),
    "tickettype_prefetch_is_at_most_15_minutes": wrong(TicketTypeFactory, prefetch_seconds=901),
    "tickettype_allows_a_scan": wrong(TicketTypeFactory, scans_allowed=0),
    "tickettype_style_same_tenant": stranger(TicketTypeFactory, "style", TicketStyleFactory),
    "ticket_ticket_type_same_tenant": stranger(TicketFactory, "ticket_type", TicketTypeFactory),
    "ticket_state_is_known": wrong(TicketFactory, state=NONSENSE),
    "ticket_activation_is_known": wrong(TicketFactory, activation=NONSENSE),
    "ticket_product_number_fits_four_octets": wrong(TicketFactory, product_number=2**32),
    "ticket_zones_fit_a_barcode": wrong(TicketFactory, zones=list(range(1, 130))),
    "ticket_passengers_fit_one_octet": wrong(TicketFactory, passengers=256),
    "ticket_has_minutes_when_valid_for_a_duration": wrong(TicketFactory, valid_minutes=None),
    "ticket_validity_has_two_ends": wrong(TicketFactory, valid_until=NOW),
    "ticket_active_has_window": wrong(TicketFactory, activated_at=None),
    "ticket_used_has_time": wrong(TicketFactory, state="USED"),
    "ticket_closed_has_time": wrong(TicketFactory, state="VOIDED"),
    "ticketevent_name_is_known": event_of(TicketFactory, NONSENSE),
    "barcode_once_per_window": twice(two_barcodes, "starts_at", "ends_at"),
    "barcode_format_is_known": wrong(BarcodeFactory, format=NONSENSE[:5]),
    "barcode_handset_same_ticket": lambda: write(BarcodeFactory(), handset=HandsetFactory()),
    "barcode_ends_before_it_dies": wrong(BarcodeFactory, dies_at=NOW),
    "barcode_expires_after_death": wrong(BarcodeFactory, expired_at=NOW),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("issuerkey_is_numbered_when_uic", wrong(UicKeyFactory, uic_provider=None)),
    ("issuerkey_is_numbered_when_uic", wrong(UicKeyFactory, uic_key_id=None)),
    ("ticket_validity_has_two_ends", wrong(waiting_ticket, valid_from=NOW)),
    ("ticket_validity_has_two_ends", wrong(waiting_ticket, valid_until=NOW)),
    ("ticket_active_has_window", wrong(TicketFactory, valid_from=None, valid_until=None)),
]
