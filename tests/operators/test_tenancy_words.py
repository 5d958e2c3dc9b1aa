"""The small values of tenancy: actors, errors, references, sealed secrets, checks of fields."""

import re

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import ValidationError

from operators.models import Tenant
from operators.tenancy.actors import Actor
from operators.tenancy.currencies import DECIMALS, check_currency
from operators.tenancy.errors import DomainError, TokenUnknown
from operators.tenancy.references import new_number, new_order_code, new_reference
from operators.tenancy.sealing import seal, unseal
from operators.tenancy.validation import check_timezone


@pytest.mark.parametrize(
    ("actor", "written"),
    [
        (Actor.staff("anna"), "staff:anna"),
        (Actor.partner("whim"), "partner:whim"),
        (Actor.timer("expire-holds"), "timer:expire-holds"),
        (Actor.command("import_feed"), "command:import_feed"),
    ],
)
def test_actor_is_written_with_its_kind(actor, written):
    assert str(actor) == written


def test_error_says_what_its_docstring_says():
    assert str(TokenUnknown()) == TokenUnknown.__doc__


def test_error_says_what_it_is_told_to_say():
    assert (TokenUnknown("No.").detail, str(TokenUnknown("No."))) == ("No.", "No.")


def test_error_of_a_class_without_words_says_nothing():
    class Mute(DomainError):
        __doc__ = None

    assert Mute().detail == ""


def test_reference_fits_a_path_and_never_repeats():
    references = {new_reference() for _ in range(1000)}

    assert len(references) == 1000
    assert all(re.fullmatch(r"[\w-]{22}", reference) for reference in references)


def test_order_code_has_no_letters_that_look_alike():
    codes = [new_order_code() for _ in range(1000)]

    assert all(re.fullmatch(r"[A-HJ-NP-Z2-9]{8}", code) for code in codes)


def test_number_is_positive_and_exact_in_every_json_reader():
    numbers = [new_number() for _ in range(1000)]

    assert all(0 < number < 2**53 for number in numbers)
    assert len(set(numbers)) == 1000


def test_sealed_secret_is_read_again():
    sealed = seal(b"secret")

    assert b"secret" not in sealed.encode()
    assert unseal(sealed) == b"secret"


def test_secret_sealed_with_an_older_key_is_read_while_the_key_is_kept(settings):
    sealed = seal(b"secret")
    settings.SECRETS_KEYS = [Fernet.generate_key().decode(), *settings.SECRETS_KEYS]

    assert unseal(sealed) == b"secret"
    assert unseal(seal(b"new")) == b"new"


def test_secret_is_lost_with_its_key(settings):
    sealed = seal(b"secret")
    settings.SECRETS_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(InvalidToken):
        unseal(sealed)


@pytest.mark.parametrize("code", ["XYZ", "DEM", "nok", "", "NOKK"])
def test_currency_that_iso_4217_does_not_list_is_refused(code):
    with pytest.raises(ValidationError, match="ISO 4217"):
        check_currency(code)


def test_currency_is_known_with_its_decimals():
    check_currency("NOK")
    assert [DECIMALS[code] for code in ("NOK", "JPY", "BHD", "XAU")] == [2, 0, 3, None]


def test_time_zone_is_found_by_its_iana_name():
    assert check_timezone("Europe/Amsterdam").key == "Europe/Amsterdam"
    assert Tenant(timezone="Europe/Oslo").zone.key == "Europe/Oslo"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "Amsterdam", "../etc/passwd", "CEST"])
def test_time_zone_that_does_not_exist_is_refused_on_its_field(name):
    with pytest.raises(ValidationError) as refusal:
        Tenant(timezone=name).clean()

    assert list(refusal.value.message_dict) == ["timezone"]
