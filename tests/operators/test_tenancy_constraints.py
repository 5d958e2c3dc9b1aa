"""The foreign key over several columns, which Django does not have."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from operators.models import Operator
from operators.tenancy.constraints import CompositeForeignKey, same_tenant, tenant_key
from tests.factories.operators import OperatorFactory, OrganisationFactory, TenantFactory

KEY = same_tenant("operator", "organisation", "operators.Organisation")


def test_key_is_rebuilt_from_a_migration_as_it_was():
    path, args, kwargs = KEY.deconstruct()

    assert path == "operators.tenancy.constraints.CompositeForeignKey"
    assert CompositeForeignKey(*args, **kwargs) == KEY
    assert KEY.clone() == KEY


def test_keys_differ_by_what_they_say():
    assert same_tenant("operator", "organisation", "operators.Tenant") != KEY
    assert tenant_key("operator") != KEY
    assert hash(KEY) == hash(KEY)


@pytest.mark.django_db
def test_form_is_told_of_a_stranger():
    operator = OperatorFactory.build(tenant=TenantFactory(), organisation=OrganisationFactory())

    with pytest.raises(ValidationError, match="does not belong to the same tenant"):
        KEY.validate(Operator, operator)


@pytest.mark.django_db
def test_form_lets_a_relative_pass():
    KEY.validate(Operator, OperatorFactory())


@pytest.mark.django_db
def test_form_does_not_ask_for_fields_that_are_left_out():
    operator = OperatorFactory.build(tenant=TenantFactory(), organisation=OrganisationFactory())

    KEY.validate(Operator, operator, exclude={"tenant"})


@pytest.mark.django_db
def test_form_leaves_empty_fields_to_others():
    KEY.validate(Operator, Operator(tenant=TenantFactory()))


@pytest.mark.django_db
def test_key_is_added_and_dropped_by_migrations():
    def state_with(*constraints):
        parent = ModelState(
            "operators",
            "Parent",
            [("id", models.BigAutoField(primary_key=True)), ("tenant", models.IntegerField())],
            {"constraints": [tenant_key("parent")]},
        )
        child = ModelState(
            "operators",
            "Child",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("parent", models.IntegerField()),
                ("tenant", models.IntegerField()),
            ],
            {"constraints": list(constraints)},
        )
        state = ProjectState()
        state.add_model(parent)
        state.add_model(child)
        return state

    key = same_tenant("child", "parent", "operators.Parent")
    plain, keyed = state_with(), state_with(key)
    add = migrations.AddConstraint("child", key)
    with connection.schema_editor(atomic=False) as editor:
        for name in ("parent", "child"):
            editor.create_model(plain.apps.get_model("operators", name))
        add.database_forwards("operators", editor, plain, keyed)
    assert key.name in foreign_keys()

    with connection.schema_editor(atomic=False) as editor:
        add.database_backwards("operators", editor, keyed, plain)
    assert key.name not in foreign_keys()


def foreign_keys():
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f'")
        return {name for (name,) in cursor.fetchall()}
