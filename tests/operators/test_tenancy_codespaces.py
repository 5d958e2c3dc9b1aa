"""Three letters for each tenant, each set once."""

import string
from itertools import product

import pytest

from operators.tenancy.codespaces import free_codespace
from tests.factories.operators import TenantFactory


@pytest.mark.parametrize(
    ("slug", "codespace"),
    [("ravensluis", "RAV"), ("a-b-c", "ABC"), ("x1", "XXX"), ("42", "XXX"), ("ëén", "NXX")],
)
def test_codespace_begins_the_slug(slug, codespace):
    assert free_codespace(slug, taken=set()) == codespace


def test_codespace_that_is_taken_keeps_as_much_as_it_can():
    assert free_codespace("ravensluis", taken={"RAV"}) == "RAA"
    assert free_codespace("ravensluis", taken={"RAV", "RAA", "RAB"}) == "RAC"
    of_ra = {f"RA{letter}" for letter in string.ascii_uppercase}
    assert free_codespace("ravensluis", taken=of_ra) == "RBA"
    of_r = {"R" + "".join(pair) for pair in product(string.ascii_uppercase, repeat=2)}
    assert free_codespace("ravensluis", taken=of_r) == "AAA"


@pytest.mark.django_db
def test_tenants_with_like_slugs_have_codespaces_of_their_own():
    first, second = TenantFactory(slug="one-1"), TenantFactory(slug="one-2")

    assert (first.codespace, second.codespace) == ("ONE", "ONA")


@pytest.mark.django_db
def test_codespace_that_was_chosen_stays():
    tenant = TenantFactory(codespace="ENT")

    tenant.slug = "changed"
    tenant.save()

    assert tenant.codespace == "ENT"
