import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.factories.moments import NOW, later
from tests.factories.wallets import ISSUER, SERVICE_ACCOUNT, open_google_account, rsa_key
from tests.tickets.shown import ticket_in
from tickets.codecs.numbers import ticket_number
from tickets.errors import FormUnavailable, NoWalletAccount
from tickets.forms.facts import in_groups
from tickets.forms.google import SAVE_AT, values_of
from tickets.forms.media import Media
from tickets.forms.rendering import render_ticket
from tickets.forms.symbols import Symbology
from tickets.models import Barcode, WalletPass

PKIX = PublicFormat.SubjectPublicKeyInfo
pytestmark = pytest.mark.django_db


def pass_of(ticket, *, at=NOW, **more):
    """What the save link says, once its signature is found right."""
    told = json.loads(render_ticket(ticket, Media.GOOGLE, at=at, **more).content)
    [token] = [told.pop("saveUrl").removeprefix(SAVE_AT)]
    assert told == {}
    key = RSAKey.import_key(rsa_key("google").public_key().public_bytes(Encoding.PEM, PKIX))
    read = jwt.decode(token, key, algorithms=["RS256"])
    assert read.header == {"alg": "RS256", "typ": "JWT"}
    return read.claims


def ticket_of(**facts):
    made = ticket_in([Media.GOOGLE], **facts)
    open_google_account(made.tenant)
    return made


def test_link_is_of_the_service_account(settings):
    ticket = ticket_of(rotation_seconds=0)

    claims = pass_of(ticket)

    payload = claims.pop("payload")
    assert claims == {
        "iss": SERVICE_ACCOUNT,
        "aud": "google",
        "typ": "savetowallet",
        "iat": int(NOW.timestamp()),
        "origins": [settings.BASE_URL],
    }
    name = f"{ISSUER}.tenant-{ticket.tenant_id}"
    assert payload["transitClasses"] == [
        {
            "id": name,
            "issuerName": ticket.tenant.name,
            "reviewStatus": "UNDER_REVIEW",
            "transitType": "OTHER",
            "hexBackgroundColor": "#1f3a5f",
            "multipleDevicesAndHoldersAllowedStatus": "ONE_USER_ONE_DEVICE",
        }
    ]
    [told] = payload["transitObjects"]
    assert (told["id"], told["classId"]) == (f"{ISSUER}.ticket-{ticket.pk}", name)
    assert (told["passengerType"], told["tripType"]) == ("SINGLE_PASSENGER", "ONE_WAY")
    assert told["validTimeInterval"] == {
        "start": {"date": "2026-06-01T10:00:00Z"},
        "end": {"date": "2026-06-01T11:00:00Z"},
    }


@pytest.mark.parametrize(
    ("symbology", "kind"),
    [(Symbology.QR, "QR_CODE"), (Symbology.PDF417, "PDF_417"), (Symbology.AZTEC, "AZTEC")],
)
def test_static_barcode_is_in_the_link(symbology, kind):
    ticket = ticket_of(rotation_seconds=0, symbology=symbology)

    [told] = pass_of(ticket)["payload"]["transitObjects"]

    number = in_groups(ticket_number(ticket.pk))
    assert told["barcode"] == {
        "type": kind,
        "value": Barcode.objects.get().text,
        "alternateText": number,
    }
    assert WalletPass.objects.count() == 0


def test_moving_barcode_has_its_first_values_in_the_link():
    ticket = ticket_of(symbology=Symbology.PDF417, ticket={"passengers": 4})

    [told] = pass_of(ticket, languages=["en"])["payload"]["transitObjects"]

    rows = list(Barcode.objects.order_by("starts_at"))
    assert told["rotatingBarcode"] == {
        "type": "PDF_417",
        "renderEncoding": "UTF_8",
        "alternateText": in_groups(ticket_number(ticket.pk)),
        "initialRotatingBarcodeValues": {
            "startDateTime": f"{rows[0].starts_at:%Y-%m-%dT%H:%M:%SZ}",
            "values": [row.text for row in rows],
            "periodMillis": 30_000,
        },
    }
    assert len(rows) == 10
    assert told["passengerType"] == "MULTIPLE_PASSENGERS"
    kept = WalletPass.objects.get()
    assert (kept.ticket, kept.values_until, kept.send_at) == (ticket, rows[-1].ends_at, NOW)


def test_link_that_is_asked_for_again_starts_over():
    ticket = ticket_of()
    pass_of(ticket)

    pass_of(ticket, at=later(minutes=5))

    kept = WalletPass.objects.get()
    assert (kept.offered_at, kept.send_at) == (later(minutes=5), later(minutes=5))


def test_facts_are_told_in_the_language_of_the_reader():
    ticket = ticket_of(rotation_seconds=0, style={"languages": ["nb", "fr"]})

    [told] = pass_of(ticket, languages=["fr"])["payload"]["transitObjects"]

    assert [text["header"] for text in told["textModulesData"]] == [
        ticket.tenant.name,
        "Valable à partir de",
        "Valable jusqu’à",
        "Zones",
        "Voyageurs",
        "Numéro du billet",
    ]


def test_wallet_moves_no_aztec_codes():
    with pytest.raises(FormUnavailable, match="AZTEC"):
        pass_of(ticket_of(symbology=Symbology.AZTEC))
    assert Barcode.objects.count() == 0


def test_no_link_without_an_account():
    with pytest.raises(NoWalletAccount):
        pass_of(ticket_in([Media.GOOGLE]))


def test_values_with_a_gap_are_refused():
    with pytest.raises(ValueError, match="without a gap"):
        values_of([(NOW, "a"), (later(seconds=60), "b")], seconds=30)
