import json
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.factories.moments import BY, NOW, later
from tests.factories.styles import TicketStyleFactory
from tests.factories.wallets import PASS_TYPE, TEAM, intermediate, open_apple_account
from tests.tickets.shown import ticket_in, uic_ticket_in, unpack
from tickets.actions.wallets import stop_account
from tickets.codecs.numbers import ticket_number
from tickets.errors import NoWalletAccount
from tickets.forms.apple import BARCODE_FORMAT
from tickets.forms.facts import in_groups
from tickets.forms.media import Media
from tickets.forms.pictures import solid_png
from tickets.forms.rendering import render_ticket
from tickets.forms.symbols import Symbology
from tickets.models import Barcode, WalletAccount

pytestmark = pytest.mark.django_db
OPENSSL = shutil.which("openssl")


def pass_of(ticket, **more):
    return unpack(render_ticket(ticket, Media.PKPASS, at=NOW, **more).content)


@pytest.fixture
def ticket():
    made = ticket_in([Media.PKPASS], ticket={"zones": [101, 102], "passengers": 2})
    open_apple_account(made.tenant)
    return made


def test_pass_tells_the_ticket(ticket):
    told = json.loads(pass_of(ticket)["pass.json"])

    number = in_groups(ticket_number(ticket.pk))
    fields = told.pop("boardingPass")
    assert told == {
        "formatVersion": 1,
        "passTypeIdentifier": PASS_TYPE,
        "teamIdentifier": TEAM,
        "serialNumber": str(ticket.pk),
        "organizationName": ticket.tenant.name,
        "description": "Hour ticket",
        "logoText": ticket.tenant.name,
        "backgroundColor": "rgb(31, 58, 95)",
        "foregroundColor": "rgb(255, 255, 255)",
        "labelColor": "rgb(255, 255, 255)",
        "relevantDate": "2026-06-01T12:00:00+02:00",
        "expirationDate": "2026-06-01T13:00:00+02:00",
        "sharingProhibited": True,
        "barcodes": [
            {
                "format": "PKBarcodeFormatQR",
                "message": Barcode.objects.get().text,
                "messageEncoding": "iso-8859-1",
                "altText": number,
            }
        ],
    }
    shown = {
        field["key"]: field["value"]
        for place, those in fields.items()
        if place != "transitType"
        for field in those
    }
    assert shown == {
        "ticket": "Hour ticket",
        "valid_from": "2026-06-01T12:00:00+02:00",
        "valid_until": "2026-06-01T13:00:00+02:00",
        "zones": "101, 102",
        "passengers": 2,
        "number": number,
        "caution": "caution",
    }


def test_pass_speaks_the_languages_of_the_style(ticket):
    style = {"languages": ["nl", "fr"], "help_phone": "+31 88", "is_default": True}
    TicketStyleFactory(tenant=ticket.tenant, **style)

    files = pass_of(ticket)

    tables = {name: text.decode() for name, text in files.items() if name.endswith(".strings")}
    assert set(tables) == {"nl.lproj/pass.strings", "fr.lproj/pass.strings"}
    assert '"valid_until" = "Geldig tot";\n' in tables["nl.lproj/pass.strings"]
    assert '"valid_until" = "Valable jusqu’à";\n' in tables["fr.lproj/pass.strings"]
    [*_, told] = json.loads(files["pass.json"])["boardingPass"]["backFields"]
    assert told == {"key": "help", "label": "help", "value": "+31 88"}


def test_pass_wears_the_logo(ticket):
    logo = solid_png("#aa0000", 40)
    assert pass_of(ticket)["icon.png"] == solid_png("#1f3a5f", 29)

    TicketStyleFactory(tenant=ticket.tenant, is_default=True, logo=logo)

    files = pass_of(ticket)
    assert (files["icon.png"], files["icon@2x.png"], files["logo.png"]) == (logo, logo, logo)


def test_pass_of_a_specimen_says_so():
    specimen = ticket_in([Media.PKPASS], ticket={"specimen": True})
    open_apple_account(specimen.tenant)

    told = json.loads(pass_of(specimen)["pass.json"])["boardingPass"]["headerFields"]

    assert told == [{"key": "specimen", "label": "specimen", "value": "specimen"}]


@pytest.mark.parametrize("symbology", Symbology)
def test_pass_holds_any_symbol(symbology):
    made = ticket_in([Media.PKPASS], symbology=symbology)
    open_apple_account(made.tenant)

    [barcode] = json.loads(pass_of(made)["pass.json"])["barcodes"]

    assert barcode["format"] == BARCODE_FORMAT[symbology]


def test_octets_of_the_railways_survive_as_text():
    made = uic_ticket_in([Media.PKPASS])
    open_apple_account(made.tenant)

    [barcode] = json.loads(pass_of(made)["pass.json"])["barcodes"]

    assert barcode["message"].encode(barcode["messageEncoding"]) == Barcode.objects.get().octets


@pytest.mark.skipif(OPENSSL is None, reason="no openssl program on this machine")
def test_signature_is_one_that_openssl_accepts(ticket, tmp_path):
    files = pass_of(ticket)
    (tmp_path / "manifest.json").write_bytes(files["manifest.json"])
    (tmp_path / "signature").write_bytes(files["signature"])
    account = WalletAccount.objects.get()
    _, issuer = account.certificates.split("-----END CERTIFICATE-----\n", 1)
    (tmp_path / "issuer.pem").write_text(issuer)

    good = verify(tmp_path)
    (tmp_path / "manifest.json").write_bytes(files["manifest.json"] + b" ")
    changed = verify(tmp_path)

    assert (good.returncode, good.stdout) == (0, files["manifest.json"])
    assert changed.returncode != 0


def verify(folder):
    """By the moment of the tests; the certificate is of a kind that is for no other use."""
    return subprocess.run(
        [
            *(OPENSSL, "smime", "-verify", "-binary", "-inform", "DER", "-purpose", "any"),
            *("-in", "signature", "-content", "manifest.json", "-CAfile", "issuer.pem"),
            *("-attime", str(int(NOW.timestamp()))),
        ],
        cwd=folder,
        capture_output=True,
        check=False,
    )


def test_pass_lasts_as_long_as_the_ticket(ticket):
    assert render_ticket(ticket, Media.PKPASS, at=NOW).ends_at == ticket.valid_until


def test_no_pass_without_an_account(ticket):
    stop_account(WalletAccount.objects.get(), by=BY, at=NOW)

    with pytest.raises(NoWalletAccount):
        pass_of(ticket)
    assert Barcode.objects.count() == 0


def test_no_pass_when_the_certificate_is_over():
    made = ticket_in([Media.PKPASS])
    open_apple_account(made.tenant)
    WalletAccount.objects.update(certified_until=later(seconds=0))

    with pytest.raises(NoWalletAccount):
        pass_of(made)


def test_intermediate_may_come_as_text():
    made = ticket_in([Media.PKPASS])

    account = open_apple_account(made.tenant, intermediate=intermediate(Encoding.PEM))

    assert account.certificates.count("BEGIN CERTIFICATE") == 2


def test_no_pass_where_the_key_cannot_be_opened(ticket):
    WalletAccount.objects.update(sealed_private_key="sealed by others")

    with pytest.raises(NoWalletAccount):
        pass_of(ticket)
