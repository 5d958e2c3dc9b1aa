"""Which accounts can be linked, as `auth/{region}` tells it."""

from __future__ import annotations

import pytest

from sales.accounts.providers.actions.links import link_provider
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.terms import Credentials
from sales.models import ProviderLink
from tests.factories.moments import BY, NOW, later
from tests.factories.providers import AccountProviderFactory
from tests.protocols.tripgo.linking.filling import link_by_password
from tests.protocols.tripgo.worlds import neighbour_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(stranger) -> str:
    return f"auth/{stranger.post('regions.json')['regions'][0]['name']}"


def test_nothing_to_link_is_an_empty_list(app, region):
    assert app.get(region) == []


def test_provider_is_told_with_its_company(app, region, own):
    assert app.get(region) == [
        {
            "modeIdentifier": "pt_pub",
            "provider": "coastlines",
            "action": "signin",
            "actionTitle": "Connect",
            "status": "Account not yet connected",
            "url": "http://localhost/v1/auth/coastlines/signin?mode=pt_pub",
            "companyInfo": {
                "name": "Coast Lines",
                "website": "https://coast.example",
                "color": {"red": 12, "green": 94, "blue": 160},
            },
        }
    ]


def test_flags_of_the_request_stay_in_addresses(app, region, own):
    [told] = app.get(region, bsb=1)

    assert told["url"].endswith("/signin?mode=pt_pub&bsb=1")


@pytest.mark.parametrize(
    ("mode", "codes"),
    [
        ("", ["coastlines", "veloride"]),
        ("pt_pub", ["coastlines"]),
        ("pt_pub_bus", ["coastlines"]),
        ("ps_tax", ["veloride"]),
        ("pt", []),
        ("nothing_such", []),
    ],
)
def test_mode_narrows_the_list(app, region, own, remote, mode, codes):
    told = app.get(region, mode=mode)

    assert sorted({one["provider"] for one in told}) == (codes if mode != "pt" else ["coastlines"])


def test_provider_without_operator_has_a_mode_of_its_own(app, region, tripgo):
    AccountProviderFactory(tenant=tripgo.tenant, operator=None, code="anywhere")

    assert app.get(region)[0]["modeIdentifier"] == "ps_tnc_anywhere"


def test_linked_account_can_be_logged_out_of(app, region, own, account):
    link_by_password(app, own)

    [told] = app.get(region)

    assert (told["action"], told["actionTitle"]) == ("logout", "Disconnect")
    assert told["status"] == "Account connected"
    assert told["url"] == "http://localhost/v1/auth/coastlines/logout"


def test_rejected_link_is_to_be_made_again(app, region, own, account):
    link_by_password(app, own)
    ProviderLink.objects.update(rejected_at=NOW, sealed_credentials="")

    [told] = app.get(region)

    assert told["action"] == "signin"
    assert told["status"] == "Account has to be connected again"


def test_links_of_another_traveller_are_not_told(app, other, stranger, region, own, account):
    link_by_password(app, own)

    assert other.get(region)[0]["action"] == "signin"
    assert stranger.having(X_TripGo_UUID="u-1").get(region)[0]["action"] == "signin"


def test_inactive_provider_is_not_told(app, region, own):
    own.is_active = False
    own.save()

    assert app.get(region) == []


def test_providers_of_another_tenant_are_not_told(app, region):
    provider = AccountProviderFactory()

    assert app.get(region) == []
    app.refused("GET", f"auth/{provider.code}/signin", code=404)
    app.refused("GET", f"auth/{provider.code}/logout", code=404)


def test_neighbouring_channel_of_the_tenant_has_the_same_providers(tripgo, region, own):
    assert [one["provider"] for one in neighbour_of(tripgo).get(region)] == ["coastlines"]


@pytest.mark.parametrize("name", ["DE_Nowhere", "signin", "x" * 300])
def test_other_regions_have_nothing(app, own, name):
    assert app.get(f"auth/{name}") == []


def test_nobody_signed_in_gets_an_id_to_carry(stranger, region, own):
    [told] = stranger.get(region)

    assert told["action"] == "signin"
    assert len(told["url"].rpartition("client=")[2]) > 20
    assert stranger.get(region)[0]["url"] != told["url"]


def test_id_of_the_app_is_not_carried(stranger, region, own):
    [told] = stranger.having(X_TripGo_Device_Id="d-1").get(region)

    assert "client=" not in told["url"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_has_bounded_queries(app, region, tripgo, count, django_assert_num_queries):
    holder = LinkHolder.of_account(tripgo.link.account)
    for _ in range(count):
        provider = AccountProviderFactory(
            tenant=tripgo.tenant, operator=tripgo.taxis.product.operator
        )
        link_provider(provider, holder, Credentials("s", "a"), by=BY, at=NOW)
    app.get(region)
    with django_assert_num_queries(8):
        assert len({one["provider"] for one in app.get(region)}) == count


def test_token_that_ended_is_told(app, region, own, clock):
    clock.move_to(later(days=400))

    app.refused("GET", region, code=447)
