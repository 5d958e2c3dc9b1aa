"""Tenants, people and parties."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models.signals import post_save, pre_save

from operators.admin.refusals import sentence_of
from operators.admin.zones import zone_of
from operators.models import ApiToken, Membership, Organisation, Role, Tenant, User
from tests.admin_world import address, errors_of, logged_in, member, sentences, superuser
from tests.factories.moments import later
from tests.factories.operators import (
    ApiTokenFactory,
    MembershipFactory,
    OrganisationFactory,
    TenantFactory,
)
from tests.factories.sales import CatalogueEntryFactory
from tests.standing import standing
from tickets.models import TicketType

pytestmark = pytest.mark.django_db


@standing
def tenant():
    return TenantFactory()


@standing
def browser(tenant):
    return logged_in(member(tenant))


def in_one_line(response):
    return " ".join(response.text.split())


def test_groups_are_not_on_offer():
    assert not admin.site.is_registered(Group)


def test_superuser_makes_a_tenant():
    browser = logged_in(superuser())
    form = {
        "name": "Ferry",
        "slug": "ferry",
        "timezone": "Europe/Oslo",
        "currency": "NOK",
        "country": "NO",
    }

    refused = browser.post(address(Tenant, "add"), {**form, "timezone": "Oslo"})
    kept = browser.post(address(Tenant, "add"), form)

    assert errors_of(refused) == {
        "timezone": ["“Oslo” is no IANA time zone; write one such as Europe/Amsterdam."]
    }
    assert kept.status_code == 302
    assert Tenant.objects.get(slug="ferry").created_at is not None


def test_administrator_changes_name_and_zone_of_the_tenant_alone(tenant, browser):
    form = {"name": "Ferry", "timezone": "Europe/Oslo", "currency": "NOK", "slug": "mine"}

    response = browser.post(address(tenant, "change"), form)

    assert response.status_code == 302
    changed = Tenant.objects.get(pk=tenant.pk)
    assert (changed.name, changed.timezone) == ("Ferry", "Europe/Oslo")
    assert (changed.currency, changed.slug) == (tenant.currency, tenant.slug)
    assert changed.created_at == tenant.created_at
    assert browser.post(address(Tenant, "add"), form).status_code == 403
    assert browser.post(address(tenant, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", [Role.FINANCE, Role.SUPPORT, Role.INSPECTOR])
def test_others_do_not_see_the_people(tenant, role):
    browser = logged_in(member(tenant, role))

    assert browser.get(address(Membership, "changelist")).status_code == 403


def test_superuser_makes_a_person_who_may_log_in():
    browser = logged_in(superuser())
    password = "platform nine and more"
    form = {"username": "anna", "password1": password, "password2": password, "is_staff": "on"}

    page = browser.get(address(User, "add"))
    browser.post(address(User, "add"), {**form, "usable_password": "true"})

    assert page.context["adminform"].form["is_staff"].value() is True
    anna = User.objects.get(username="anna")
    assert (anna.is_staff, anna.is_superuser) == (True, False)
    assert anna.check_password(password)


def test_logins_are_for_superusers_alone(browser):
    anna = MembershipFactory().user
    pages = [address(User, "changelist"), address(User, "add"), address(anna, "change")]
    password = f"{address(anna, 'change').removesuffix('change/')}password/"

    assert [browser.get(page).status_code for page in [*pages, password]] == [403] * 4


def test_unknown_login_is_not_found_and_none_is_deleted():
    browser = logged_in(superuser())
    anna = MembershipFactory().user

    assert browser.get("/admin/operators/user/0/change/").status_code == 404
    assert browser.post(address(anna, "delete"), {"post": "yes"}).status_code == 403


def test_token_can_be_renamed_and_slowed_down(tenant, browser):
    token = ApiTokenFactory(organisation__tenant=tenant)
    form = {
        "name": "App",
        "requests_per_minute": 60,
        "revoked_at_0": "2026-01-01",
        "events-TOTAL_FORMS": 0,
        "events-INITIAL_FORMS": 0,
    }

    browser.post(address(token, "change"), form)
    refused = browser.post(address(token, "change"), {**form, "requests_per_minute": 0})

    changed = ApiToken.objects.get(pk=token.pk)
    assert (changed.name, changed.requests_per_minute) == ("App", 60)
    assert (changed.digest, changed.revoked_at) == (token.digest, None)
    assert errors_of(refused) == {
        "requests_per_minute": ["Ensure this value is greater than or equal to 1."]
    }


@pytest.mark.parametrize(("sent", "allows"), [({}, False), ({"allows_bookings": "on"}, True)])
def test_bookings_of_a_token_are_switched(tenant, browser, sent, allows):
    token = ApiTokenFactory(organisation__tenant=tenant)
    ApiToken.objects.update(allows_bookings=not allows)
    form = {"name": "App", "requests_per_minute": 60, **sent}

    browser.post(
        address(token, "change"), {**form, "events-TOTAL_FORMS": 0, "events-INITIAL_FORMS": 0}
    )

    assert ApiToken.objects.get(pk=token.pk).allows_bookings is allows


def test_tokens_are_neither_added_nor_deleted_by_form(tenant, browser):
    token = ApiTokenFactory(organisation__tenant=tenant)

    assert browser.get(address(ApiToken, "add")).status_code == 403
    assert browser.post(address(token, "delete"), {"post": "yes"}).status_code == 403


def test_party_in_use_is_not_deleted_and_its_holders_are_named(tenant, browser):
    party = ApiTokenFactory(organisation__tenant=tenant).organisation

    page = browser.get(address(party, "delete"))
    browser.post(address(party, "delete"), {"post": "yes"})
    browser.post(
        address(Organisation, "changelist"),
        {"action": "delete_selected", "_selected_action": [party.pk], "post": "yes"},
    )

    assert page.context["protected"] == ["API tokens"]
    assert Organisation.objects.filter(pk=party.pk).exists()


def test_party_that_nobody_needs_is_deleted(tenant, browser):
    parties = OrganisationFactory.create_batch(2, tenant=tenant)

    browser.post(address(parties[0], "delete"), {"post": "yes"})
    browser.post(
        address(Organisation, "changelist"),
        {"action": "delete_selected", "_selected_action": [parties[1].pk], "post": "yes"},
    )

    assert not Organisation.objects.exists()


def test_party_that_is_needed_a_moment_before_it_is_deleted_is_a_message(tenant, browser):
    party = OrganisationFactory(tenant=tenant)

    def need(**kwargs):
        ApiTokenFactory(organisation=party)

    post_save.connect(need, sender=LogEntry)
    try:
        response = browser.post(address(party, "delete"), {"post": "yes"})
    finally:
        post_save.disconnect(need, sender=LogEntry)

    assert response.url == address(party, "delete")
    assert sentences(response) == [
        "Nothing was changed: other rows need these, since a moment ago. Look at them again."
    ]


def test_row_that_somebody_else_made_first_is_a_message(tenant, browser):
    def be_first(instance, **kwargs):
        pre_save.disconnect(be_first, sender=Organisation)
        OrganisationFactory(tenant=tenant, name=instance.name)

    pre_save.connect(be_first, sender=Organisation)
    form = {"name": "Ferry", "operators-TOTAL_FORMS": 0, "operators-INITIAL_FORMS": 0}

    response = browser.post(address(Organisation, "add"), form)

    assert response.url == address(Organisation, "add")
    assert sentences(response) == [
        "Nothing was saved: it would break the rule “organisation once per tenant and name”."
    ]


def test_refusal_of_the_database_uses_the_words_of_its_constraint():
    entry = CatalogueEntryFactory()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        CatalogueEntryFactory(channel=entry.channel)

    assert sentence_of(refusal.value) == (
        "Nothing was saved. This channel sells one product at a time, and another one is on sale "
        "in this period; end that one first."
    )


def test_times_are_read_in_the_zone_that_all_tenants_share():
    user = member(TenantFactory(timezone="Europe/Oslo"))
    MembershipFactory(user=user, tenant__timezone="Europe/Oslo")
    shared = zone_of(user)
    MembershipFactory(user=user, tenant__timezone="Europe/Lisbon")

    assert shared == ZoneInfo("Europe/Oslo")
    assert zone_of(User.objects.get(pk=user.pk)) == UTC


def test_pages_show_times_of_the_tenant(tenant, browser):
    ApiTokenFactory(organisation__tenant=tenant, at=later(hours=-10.5))

    response = browser.get(address(ApiToken, "changelist"))

    assert "1 Jun 2026, 01:30" in response.text


def test_list_of_one_tenant_does_not_repeat_its_name(tenant):
    user = member(tenant)
    browser = logged_in(user)

    alone = browser.get(address(TicketType, "changelist")).context["cl"].list_display
    MembershipFactory(user=user)
    together = browser.get(address(TicketType, "changelist")).context["cl"].list_display

    assert "tenant" not in alone
    assert together == [*alone, "tenant"]


def test_list_counts_once_and_offers_all_where_a_filter_hides_some(tenant, browser):
    OrganisationFactory(tenant=tenant, name="Ferry")
    OrganisationFactory(tenant=tenant, name="Bus")

    whole = browser.get(address(Organisation, "changelist"))
    found = browser.get(address(Organisation, "changelist"), {"q": "ferry"})

    assert "2 organisations" in in_one_line(whole)
    assert "result" not in in_one_line(whole).partition("<h1")[2].partition("</h1>")[0]
    assert "1 result (<a" in in_one_line(found)
