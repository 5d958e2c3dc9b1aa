"""The people of the demo tenant: one for each role, who can all log in to the admin."""

from __future__ import annotations

from dataclasses import dataclass

from demo.kept import KeptSecrets, new_password
from operators.models import Membership, Role, Tenant, User


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works for the transport company."""

    key: str
    """How var/demo.json calls the login."""
    role: Role
    first_name: str
    last_name: str

    @property
    def username(self) -> str:
        return f"demo-{self.key}"


PEOPLE = (
    Person("admin", Role.ADMINISTRATOR, "Anneke", "Veldkamp"),
    Person("finance", Role.FINANCE, "Bas", "Oosterling"),
    Person("support", Role.SUPPORT, "Chantal", "de Ruyter"),
    Person("inspector", Role.INSPECTOR, "Daan", "Hoekstra"),
)


def ensure_people(tenant: Tenant, kept: KeptSecrets) -> dict[str, dict[str, str]]:
    """Everybody's login by key, with the password that is in force now."""
    return {person.key: ensure_login(person, tenant, kept) for person in PEOPLE}


def ensure_login(person: Person, tenant: Tenant, kept: KeptSecrets) -> dict[str, str]:
    user, _ = User.objects.get_or_create(
        username=person.username,
        defaults={
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": f"{person.username}@ravensluis.example",
        },
    )
    password = kept.get(f"password {person.key}") or new_password()
    kept.keep(f"password {person.key}", password)
    if not (user.is_active and user.is_staff and has_password(user, person, password, kept)):
        user.is_active = user.is_staff = True
        user.set_password(password)
        user.save()
    # Checking a password costs half a second of computing, comparing what is stored nothing.
    kept.keep(f"stored {person.key}", user.password)
    Membership.objects.update_or_create(tenant=tenant, user=user, defaults={"role": person.role})
    return {"username": user.username, "password": password}


def has_password(user: User, person: Person, password: str, kept: KeptSecrets) -> bool:
    if user.password and user.password == kept.get(f"stored {person.key}"):
        return True
    return user.check_password(password)
