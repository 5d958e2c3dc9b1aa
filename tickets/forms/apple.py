"""A ticket as a pass of the Apple wallet (barcode format §8).

A pass is a zip archive of its description, its pictures and its words by language, with a list of
the SHA-1 of each file, and a detached CMS signature over that list. It does not rotate: it holds a
static barcode.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from tickets.forms.colours import as_rgb
from tickets.forms.facts import TicketFacts, in_groups
from tickets.forms.languages import TravellerLanguage
from tickets.forms.pictures import solid_png
from tickets.forms.symbols import Symbology
from tickets.forms.wording import Word, words_of

BARCODE_FORMAT = {
    Symbology.QR: "PKBarcodeFormatQR",
    Symbology.AZTEC: "PKBarcodeFormatAztec",
    Symbology.PDF417: "PKBarcodeFormatPDF417",
}
OCTETS_AS_TEXT = "iso-8859-1"
"""Each octet is one character of it, so octets survive as text."""
ICON_SIDES = {"icon.png": 29, "icon@2x.png": 58, "icon@3x.png": 87}
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Files of an archive must have a date; with this one the same ticket gives the same list."""


@dataclass(frozen=True, slots=True)
class AppleSigner:
    """Whom passes come from: the pass type and the team, with the certificates and the key."""

    pass_type: str
    team: str
    certificate: x509.Certificate
    intermediates: tuple[x509.Certificate, ...]
    private_key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @classmethod
    def from_pem(cls, *, pass_type: str, team: str, certificates: str, key: bytes) -> AppleSigner:
        """The first certificate is the signing one; `key` is PKCS #8 in DER."""
        leaf, *others = x509.load_pem_x509_certificates(certificates.encode("ascii"))
        private = serialization.load_der_private_key(key, None)
        assert isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
        return cls(pass_type, team, leaf, tuple(others), private)


def build_pass(
    facts: TicketFacts, payload: bytes, symbology: Symbology, signer: AppleSigner
) -> bytes:
    """The pass of a ticket, signed now."""
    files = {
        "pass.json": as_json(_description(facts, payload, symbology, signer)),
        **_pictures(facts),
        **_words(facts),
    }
    manifest = as_json({name: _sha1(content) for name, content in files.items()})
    signed = {**files, "manifest.json": manifest, "signature": sign(manifest, signer)}
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in signed.items():
            archive.writestr(ZipInfo(name, FIRST_DAY), content)
    return written.getvalue()


def sign(manifest: bytes, signer: AppleSigner) -> bytes:
    """A detached CMS signature with its time and the certificates up to Apple's, in DER."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(manifest)
    builder = builder.add_signer(signer.certificate, signer.private_key, hashes.SHA256())
    for certificate in signer.intermediates:
        builder = builder.add_certificate(certificate)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.sign(serialization.Encoding.DER, options)


def _description(
    facts: TicketFacts, payload: bytes, symbology: Symbology, signer: AppleSigner
) -> dict[str, Any]:
    style = facts.style
    barcode = {
        "format": BARCODE_FORMAT[symbology],
        "message": payload.decode(OCTETS_AS_TEXT),
        "messageEncoding": OCTETS_AS_TEXT,
        "altText": in_groups(facts.number),
    }
    return {
        "formatVersion": 1,
        "passTypeIdentifier": signer.pass_type,
        "teamIdentifier": signer.team,
        "serialNumber": str(facts.ticket_id),
        "organizationName": facts.issuer,
        "description": facts.title,
        "logoText": facts.issuer,
        "backgroundColor": as_rgb(style.primary_colour),
        "foregroundColor": as_rgb(style.text_colour),
        "labelColor": as_rgb(style.text_colour),
        "relevantDate": facts.valid_from.isoformat(timespec="seconds"),
        "expirationDate": facts.valid_until.isoformat(timespec="seconds"),
        # Whoever has the pass can travel with it.
        "sharingProhibited": True,
        "barcodes": [barcode],
        "boardingPass": {"transitType": "PKTransitTypeGeneric", **_fields(facts)},
    }


def _fields(facts: TicketFacts) -> dict[str, Any]:
    """What stands where on the pass; labels are looked up in the table of the phone's language."""
    zones = ", ".join(map(str, facts.zones)) or Word.ALL_ZONES.value
    head = [_field(Word.SPECIMEN, Word.SPECIMEN.value)] if facts.specimen else []
    back = [_field(Word.NUMBER, in_groups(facts.number)), _field(Word.CAUTION, Word.CAUTION.value)]
    if facts.help:
        back.append(_field(Word.HELP, facts.help))
    return {
        "headerFields": head,
        "primaryFields": [_field(Word.TICKET, facts.title)],
        "secondaryFields": [
            _moment(Word.VALID_FROM, facts.valid_from.isoformat(timespec="seconds")),
            _moment(Word.VALID_UNTIL, facts.valid_until.isoformat(timespec="seconds")),
        ],
        "auxiliaryFields": [
            _field(Word.ZONES, zones),
            {"key": Word.PASSENGERS.value, "label": Word.PASSENGERS, "value": facts.passengers},
        ],
        "backFields": back,
    }


def _field(word: Word, value: str) -> dict[str, Any]:
    return {"key": word.value, "label": word.value, "value": value}


def _moment(word: Word, value: str) -> dict[str, Any]:
    """The phone writes it in its language, on the clock of where the ticket is valid."""
    styles = {"dateStyle": "PKDateStyleMedium", "timeStyle": "PKDateStyleShort"}
    return {**_field(word, value), **styles, "ignoresTimeZone": True}


def _pictures(facts: TicketFacts) -> dict[str, bytes]:
    """Every pass must have an icon; it is the logo, or a square of the style's colour."""
    if facts.style.logo:
        logo = bytes(facts.style.logo)
        return {**dict.fromkeys(ICON_SIDES, logo), "logo.png": logo, "logo@2x.png": logo}
    colour = facts.style.primary_colour
    return {name: solid_png(colour, side) for name, side in ICON_SIDES.items()}


def _words(facts: TicketFacts) -> dict[str, bytes]:
    return {
        f"{language}.lproj/pass.strings": _strings(words_of(TravellerLanguage(language)))
        for language in facts.style.languages
    }


def _strings(words: Mapping[Word, str]) -> bytes:
    """A table of words as Apple writes it."""
    return "".join(f'"{word.value}" = "{text}";\n' for word, text in words.items()).encode()


def as_json(members: Mapping[str, Any]) -> bytes:
    return json.dumps(members, ensure_ascii=False, indent=1).encode()


def _sha1(content: bytes) -> str:
    """What the format asks for; the list itself is signed with SHA-256."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
