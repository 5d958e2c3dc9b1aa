"""Barcodes that the Google wallet is given ahead of time."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.factories.moments import BY, NOW, later
from tests.factories.partners import partner_site
from tests.factories.wallets import ISSUER, SERVICE_ACCOUNT, open_google_account, rsa_key
from tests.tickets.shown import ticket_in
from tests.violations.ways import write
from tickets.actions.tickets import void_tickets
from tickets.actions.wallet_values import AGAIN, EVERY, LATER, send_wallet_values
from tickets.codecs.circumstances import Circumstances
from tickets.codecs.reasons import Reason
from tickets.codecs.verification import KeyRing, verify_barcode
from tickets.forms.media import Media
from tickets.forms.rendering import render_ticket
from tickets.models import IssuerKey, WalletPass
from tickets.states import ValidityKind
from tickets.validity import Validity

pytestmark = pytest.mark.django_db
TOKENS, UPLOAD = "/mp/token", "/mp/upload/walletobjects/v1/transitObject"
SAVED, NOT_SAVED = 200, 404
THREE_DAYS = {"validity": Validity(ValidityKind.DURATION, minutes=3 * 24 * 60)}


@pytest.fixture
def google(settings):
    """Google, on this machine: it sells access tokens and takes values."""
    with partner_site() as site:
        site.body = b'{"access_token": "bought"}'
        site.answer = lambda _call: SAVED
        settings.GOOGLE_WALLET_API = site.address
        settings.GOOGLE_TOKEN_ADDRESS = f"{site.address}/token"
        yield site


@pytest.fixture
def ticket():
    """A ticket that was offered to the wallet."""
    made = ticket_in([Media.GOOGLE], ticket=THREE_DAYS)
    open_google_account(made.tenant)
    render_ticket(made, Media.GOOGLE, at=NOW)
    return made


def send(at=NOW):
    return send_wallet_values(by=BY, at=at, limit=10)


def uploads(google):
    return [call for call in google.heard if call.path.startswith(UPLOAD)]


def due():
    return WalletPass.objects.get().send_at


def test_wallet_gets_a_day_of_barcodes(google, ticket):
    assert send() == 1

    [upload] = uploads(google)
    assert upload.path == (
        f"{UPLOAD}/{ISSUER}.ticket-{ticket.pk}/uploadRotatingBarcodeValues?uploadType=media"
    )
    assert upload.headers["authorization"] == "Bearer bought"
    assert upload.told["periodMillis"] == 30_000
    assert len(upload.told["values"]) == 24 * 60 * 2
    assert due() == NOW + EVERY
    starts_at = datetime.fromisoformat(upload.told["startDateTime"])
    assert WalletPass.objects.get().values_until == starts_at + timedelta(hours=24)


def test_every_value_is_good_in_its_own_half_minute(google, ticket):
    send()

    told = uploads(google)[0].told
    ring = KeyRing.from_jwks({"keys": [key.to_jwk() for key in IssuerKey.objects.all()]})
    starts_at = datetime.fromisoformat(told["startDateTime"])
    found = {
        verify_barcode(
            told["values"][number].encode(),
            ring=ring,
            circumstances=Circumstances(
                at=starts_at + timedelta(seconds=30 * number + 15), zone=ticket.tenant.zone, skew=0
            ),
        ).reason
        for number in (1, 7, 1000, 2879)
    }
    assert found == {Reason.OK}


def test_access_token_is_bought_by_the_service_account(google, ticket):
    send()

    [asked] = [call for call in google.heard if call.path == TOKENS]
    form = parse_qs(asked.body.decode())
    assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    public = rsa_key("google").public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    read = jwt.decode(form["assertion"][0], RSAKey.import_key(pem), algorithms=["RS256"])
    assert read.claims == {
        "iss": SERVICE_ACCOUNT,
        "scope": "https://www.googleapis.com/auth/wallet_object.issuer",
        "aud": f"{google.address}/token",
        "iat": int(NOW.timestamp()),
        "exp": int(later(minutes=5).timestamp()),
    }


def test_pass_that_nobody_saved_is_tried_again(google, ticket):
    google.answer = lambda call: SAVED if call.path == TOKENS else NOT_SAVED

    send()
    soon = due()
    send(later(hours=2))

    assert (soon, due()) == (NOW + AGAIN, later(hours=2) + LATER)


@pytest.mark.parametrize("status", [500, 401, 403])
def test_what_fails_is_sent_again(google, ticket, status):
    google.answer = lambda _call: status
    send()
    google.answer = lambda _call: SAVED

    assert send() == 0
    assert send(NOW + AGAIN) == 1
    assert due() == NOW + AGAIN + EVERY


def test_answer_that_is_no_token_is_a_failure(google, ticket):
    google.body = b"[]"

    assert send() == 1
    assert due() == NOW + AGAIN


def test_last_values_are_the_last(google, ticket):
    send(later(hours=60))

    told = uploads(google)[0].told
    assert len(told["values"]) in (12 * 60 * 2, 12 * 60 * 2 + 1)
    assert due() is None
    assert send(later(hours=71)) == 0


def test_voided_ticket_gets_nothing_any_more(google, ticket):
    void_tickets([ticket], by=BY, at=NOW)

    assert send() == 1
    assert (uploads(google), due()) == ([], None)


def test_ticket_without_a_key_waits(google, ticket):
    write(IssuerKey.objects.get(), state="NEXT")

    send()

    assert (uploads(google), due()) == ([], NOW + AGAIN)


def test_account_that_cannot_be_opened_waits(google, ticket):
    ticket.tenant.wallet_accounts.update(sealed_private_key="sealed by others")

    send()

    assert (uploads(google), due()) == ([], NOW + AGAIN)
