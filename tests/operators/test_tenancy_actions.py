import hashlib

import pytest

from operators.models import ApiToken, TokenEvent
from operators.tenancy.actions import (
    digest_of,
    issue_token,
    record_token_use,
    revoke_token,
)
from operators.tenancy.actors import Actor
from operators.tenancy.errors import TokenRevoked
from operators.tenancy.models import TokenRole
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import ApiTokenFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_token_is_stored_as_a_hash_of_its_secret():
    organisation = OrganisationFactory()

    issued = issue_token(organisation, name="app", roles=[TokenRole.TOMP], by=BY, at=NOW)

    token = ApiToken.objects.get()
    assert issued.token == token
    assert token.digest == hashlib.sha256(issued.secret.encode()).hexdigest()
    assert (token.hint, len(issued.secret)) == (issued.secret[:6], 43)
    assert (token.organisation, token.tenant) == (organisation, organisation.tenant)
    assert (token.created_at, token.last_used_at, token.revoked_at) == (NOW, None, None)
    assert token.requests_per_minute == 4000


def test_secret_appears_nowhere_in_the_row():
    issued = issue_token(OrganisationFactory(), name="app", roles=["TOMP"], by=BY, at=NOW)

    assert issued.secret not in str(ApiToken.objects.values().get())


def test_each_token_has_a_secret_of_its_own():
    organisation = OrganisationFactory()
    issued = [
        issue_token(organisation, name="app", roles=["TOMP"], by=BY, at=NOW).secret
        for _ in range(2)
    ]

    assert issued[0] != issued[1]


def test_token_takes_the_secret_of_its_maker():
    issued = issue_token(
        OrganisationFactory(), name="app", roles=["TOMP"], by=BY, at=NOW, secret="well known"
    )

    assert issued.secret == "well known"
    assert issued.token.digest == digest_of("well known")


def test_digest_is_made_of_any_text_that_a_header_holds():
    assert len(digest_of("z6Qk\udcff")) == 64


def test_issuing_and_revoking_are_written_down():
    token = ApiTokenFactory(by=Actor.staff("anna"))

    revoked = revoke_token(token, by=Actor.staff("berta"), at=later(days=1))

    assert revoked.revoked_at == ApiToken.objects.get().revoked_at == later(days=1)
    events = TokenEvent.objects.order_by("pk").values_list("name", "actor", "happened_at")
    assert list(events) == [
        ("ISSUED", "staff:anna", NOW),
        ("REVOKED", "staff:berta", later(days=1)),
    ]


def test_revoking_twice_is_refused():
    token = revoke_token(ApiTokenFactory(), by=BY, at=NOW)

    with pytest.raises(TokenRevoked):
        revoke_token(token, by=BY, at=later(days=1))

    assert ApiToken.objects.get().revoked_at == NOW


def test_use_of_a_token_is_noted():
    token = ApiTokenFactory()

    record_token_use(token.pk, at=later(minutes=5))

    assert ApiToken.objects.get().last_used_at == later(minutes=5)
