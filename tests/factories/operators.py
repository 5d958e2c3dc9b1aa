"""Tenants, the parties inside them, their people and their tokens."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from operators.models import ApiToken, Membership, Operator, Organisation, Role, Tenant, User
from operators.tenancy.actions import issue_token
from operators.tenancy.models import TokenRole
from tests.factories.moments import BY, NOW


class TenantFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Tenant {n}")
    slug = factory.Sequence(lambda n: f"tenant-{n}")
    timezone = "Europe/Amsterdam"
    currency = "EUR"
    country = "NL"
    created_at = NOW

    class Meta:
        model = Tenant


class OrganisationFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    name = factory.Sequence(lambda n: f"Organisation {n}")

    class Meta:
        model = Organisation


class OperatorFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    organisation = factory.SubFactory(OrganisationFactory, tenant=factory.SelfAttribute("..tenant"))
    code = factory.Sequence(lambda n: f"operator-{n}")
    name = factory.Sequence(lambda n: f"Operator {n}")

    class Meta:
        model = Operator


class UserFactory(DjangoModelFactory):
    username = factory.Sequence(lambda n: f"user-{n}")

    class Meta:
        model = User


class MembershipFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.ADMINISTRATOR

    class Meta:
        model = Membership


class ApiTokenFactory(DjangoModelFactory):
    """A token that was issued; its secret is lost, as it is to everybody else."""

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"token {n}")
    roles = [TokenRole.TOMP]
    by = BY
    at = NOW

    class Meta:
        model = ApiToken

    @classmethod
    def _create(cls, _model, organisation, **kwargs):
        return issue_token(organisation, **kwargs).token
