"""Letting people in, changing their roles, letting them go."""

import pytest

from operators.models import Membership, Role, User
from tests.admin_world import address, choices, errors_of, logged_in, member, sentences, superuser
from tests.factories.operators import MembershipFactory, TenantFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db

LAST = "A tenant needs an administrator who can log in; make somebody else one first."
ANNA = {
    "username": "anna",
    "first_name": "Anna",
    "last_name": "Berg",
    "email": "anna@example.org",
    "role": Role.SUPPORT,
}


@standing
def tenant():
    return TenantFactory()


@standing
def administrator(tenant):
    return member(tenant)


@standing
def browser(administrator):
    return logged_in(administrator)


def test_administrator_lets_somebody_new_in(tenant, browser):
    page = browser.get(address(Membership, "add"))
    response = browser.post(address(Membership, "add"), ANNA)

    anna = tenant.memberships.get(user__username="anna")
    password = response.context["password"]
    assert list(page.context["adminform"].form.fields) == [
        "username",
        "first_name",
        "last_name",
        "email",
        "role",
    ]
    assert response.text.count(password) == 1
    assert "no-store" in response["Cache-Control"]
    assert (anna.role, anna.user.get_full_name(), anna.user.email) == (
        Role.SUPPORT,
        "Anna Berg",
        "anna@example.org",
    )
    assert anna.user.check_password(password)
    assert (anna.user.is_staff, anna.user.is_superuser) == (True, False)
    assert password not in browser.get(address(anna, "change")).text


def test_new_person_can_log_in(browser, client):
    response = browser.post(address(Membership, "add"), ANNA)

    client.login(username="anna", password=response.context["password"])

    assert client.get("/admin/").status_code == 200


def test_taken_username_is_refused_and_names_nobody(browser):
    MembershipFactory(user__username="anna")

    response = browser.post(address(Membership, "add"), ANNA)

    assert errors_of(response) == {"username": ["This username is taken; choose another one."]}
    assert User.objects.filter(username="anna").count() == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"username": ""}, {"username": ["This field is required."]}),
        ({"email": "anna"}, {"email": ["Enter a valid email address."]}),
        ({"role": ""}, {"role": ["This field is required."]}),
    ],
)
def test_new_person_is_refused_in_words(browser, changes, errors):
    response = browser.post(address(Membership, "add"), {**ANNA, **changes})

    assert errors_of(response) == errors


def test_administrator_cannot_choose_a_login_of_another_tenant(tenant, browser):
    stranger = MembershipFactory().user

    response = browser.post(address(Membership, "add"), {**ANNA, "user": stranger.pk})

    assert response.status_code == 200
    assert not tenant.memberships.filter(user=stranger).exists()


def test_administrator_of_two_tenants_shares_the_people_of_both(tenant, administrator, browser):
    second = MembershipFactory(user=administrator).tenant
    colleague = MembershipFactory(tenant=second).user
    MembershipFactory()

    page = browser.get(address(Membership, "add"))
    form = {"tenant": tenant.pk, "user": colleague.pk, "role": Role.SUPPORT}
    browser.post(address(Membership, "add"), form)

    assert choices(page, "user") == {administrator, colleague}
    assert tenant.memberships.get(user=colleague).role == Role.SUPPORT


def test_superuser_brings_anybody_in_once(tenant):
    TenantFactory()
    person = MembershipFactory().user
    browser = logged_in(superuser())
    form = {"tenant": tenant.pk, "user": person.pk, "role": Role.SUPPORT}

    first = browser.post(address(Membership, "add"), form)
    second = browser.post(address(Membership, "add"), form)

    assert first.status_code == 302
    assert errors_of(second) == {
        "__all__": ["Membership with this Tenant and User already exists."]
    }


def test_superuser_makes_a_login_or_chooses_one(tenant):
    person = MembershipFactory().user
    browser = logged_in(superuser())
    form = {"tenant": tenant.pk, "role": Role.SUPPORT}

    neither = browser.post(address(Membership, "add"), form)
    both = browser.post(address(Membership, "add"), {**ANNA, **form, "user": person.pk})
    made = browser.post(address(Membership, "add"), {**ANNA, **form})

    assert errors_of(neither) == {"username": ["Choose a login or write a username for a new one."]}
    assert errors_of(both) == {"username": ["Leave this empty where you choose a login."]}
    assert made.context["membership"] == tenant.memberships.get()


def test_administrator_changes_roles_and_lets_people_go(tenant, browser):
    colleague = MembershipFactory(tenant=tenant, role=Role.SUPPORT)

    browser.post(address(colleague, "change"), {"role": Role.FINANCE, "user": 1})
    colleague.refresh_from_db()
    role = colleague.role
    browser.post(address(colleague, "delete"), {"post": "yes"})

    assert role == Role.FINANCE
    assert not Membership.objects.filter(pk=colleague.pk).exists()
    assert User.objects.filter(pk=colleague.user_id).exists()


def test_last_administrator_keeps_the_role(tenant, administrator, browser):
    MembershipFactory(tenant=tenant, role=Role.ADMINISTRATOR, user__is_active=False)
    own = tenant.memberships.get(user=administrator)

    response = browser.post(address(own, "change"), {"role": Role.SUPPORT})

    assert errors_of(response) == {"role": [LAST]}
    own.refresh_from_db()
    assert own.role == Role.ADMINISTRATOR


def test_last_administrator_is_not_let_go(tenant, administrator, browser):
    own = tenant.memberships.get(user=administrator)
    everybody = {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"}

    one = browser.post(address(own, "delete"), {"post": "yes"})
    said = sentences(one)
    several = browser.post(address(Membership, "changelist"), everybody)

    assert said == [LAST]
    assert LAST in sentences(several)
    assert tenant.memberships.get() == own


def test_one_of_two_administrators_may_go(tenant, browser):
    other = MembershipFactory(tenant=tenant, role=Role.ADMINISTRATOR, user__is_staff=True)

    browser.post(address(other, "delete"), {"post": "yes"})

    assert tenant.memberships.count() == 1
