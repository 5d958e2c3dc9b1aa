"""Verify that the books add up."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from operators.tenancy.models import Organisation, Tenant
from sales.verifier.actions import Progress, verify_books
from sales.verifier.invariants import INVARIANTS
from sales.verifier.models import VerifierRun
from sales.verifier.queries import Finding
from sales.verifier.states import InvariantName

SHOWN = 20
"""Faults of one invariant that are printed; a run keeps more of them."""


class Command(BaseCommand):
    """`manage.py verify_books --tenant demo`; ends with 1 if anything does not add up."""

    help = "Try the fifteen invariants of the books, in one snapshot; keeps the run in the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", metavar="SLUG", help="Its books alone; else all tenants'.")
        parser.add_argument(
            "--organisation", metavar="NAME", help="Of that tenant, the books of this seller alone."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tenants, organisation = find_books(options["tenant"], options["organisation"])
        runs = [self._verify(tenant, organisation) for tenant in tenants]
        faults = sum(run.fault_count for run in runs)
        if faults:
            raise CommandError(f"The books do not add up: {faults} faults.")
        self.stdout.write("The books add up.")

    def _verify(self, tenant: Tenant, organisation: Organisation | None) -> VerifierRun:
        self.stdout.write(f"Books of {organisation or tenant}")
        by = Actor.command("verify_books")
        try:
            run = verify_books(
                tenant,
                organisation=organisation,
                tell=told_of(self.stdout),
                by=by,
                at=timezone.now(),
            )
        except DomainError as error:
            raise CommandError(error.detail) from error
        self.stdout.write(f"{run.order_count} orders in {run.seconds} s: {run.fault_count} faults")
        return run


def told_of(out: OutputWrapper) -> Progress:
    """Writes down each invariant that was tried, and the first of its faults."""

    def tell(name: InvariantName, finding: Finding, seconds: float) -> None:
        verdict = f"{finding.count} faults" if finding.count else "holds"
        out.write(f"  {name:<4}{verdict:<12}{seconds:6.2f} s  {INVARIANTS[name].title}")
        for fault in finding.faults[:SHOWN]:
            out.write(f"       {fault}")
        if finding.count > SHOWN:
            out.write(f"       and {finding.count - SHOWN} more")

    return tell


def find_books(slug: str | None, name: str | None) -> tuple[list[Tenant], Organisation | None]:
    """The tenants, and the one seller, that the options name. CommandError if there is none."""
    if slug is None:
        if name is not None:
            raise CommandError("Name the tenant of the organisation as well: --tenant SLUG.")
        return list(Tenant.objects.order_by("slug")), None
    tenant = Tenant.objects.filter(slug=slug).first()
    if tenant is None:
        raise CommandError(f"There is no tenant {slug}; use the slug of one.")
    if name is None:
        return [tenant], None
    organisation = Organisation.objects.filter(tenant=tenant, name=name).first()
    if organisation is None:
        raise CommandError(f"There is no organisation {name} in {slug}; use the name of one.")
    return [tenant], organisation
