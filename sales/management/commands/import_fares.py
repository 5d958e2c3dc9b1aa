"""Import the fares of a GTFS feed as products and fares."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from operators.tenancy.models import Operator, Tenant
from sales.fares.gtfs.actions import ProductTerms, import_fares
from sales.fares.gtfs.reports import FaresRefused
from tickets.models import TicketType

PROBLEMS_SHOWN = 20


class Command(BaseCommand):
    """`manage.py import_fares feed.zip --tenant demo --operator rvs --name buses …`"""

    help = "Import the fares of a GTFS feed (zip file or folder), whole or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="Zip file or folder with the GTFS text files.")
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--operator", required=True, metavar="CODE")
        parser.add_argument(
            "--name", required=True, metavar="SLUG", help="Tells this import from others."
        )
        parser.add_argument(
            "--ticket-type", required=True, metavar="NAME", help="For products that are new."
        )
        parser.add_argument("--vat-rate", required=True, type=percentage, metavar="PERCENT")
        parser.add_argument("--valid-minutes", type=int, default=90, metavar="MINUTES")
        parser.add_argument("--dry-run", action="store_true", help="Report, and store nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"].resolve()
        if not path.exists():
            raise CommandError(f"{path} does not exist; name a zip file or folder.")
        operator, ticket_type = find_rows(options)
        try:
            report = import_fares(
                operator,
                name=options["name"],
                source=path,
                terms=ProductTerms(ticket_type, options["vat_rate"], options["valid_minutes"]),
                by=Actor.command("import_fares"),
                at=timezone.now(),
                dry_run=options["dry_run"],
            )
        except FaresRefused as refused:
            for problem in refused.report.problems[:PROBLEMS_SHOWN]:
                self.stdout.write(str(problem))
            raise CommandError(refused.detail) from refused
        except DomainError as error:
            raise CommandError(error.detail) from error
        self.stdout.write("\n".join(report.lines()))


def percentage(text: str) -> Decimal:
    """A number; the import says whether it can be a VAT rate."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ArgumentTypeError(f"“{text}” is no number; write one such as 9 or 5.5.") from None


def find_rows(options: dict[str, Any]) -> tuple[Operator, TicketType]:
    """The operator and the ticket type that the options name. CommandError if there is none."""
    tenant = Tenant.objects.filter(slug=options["tenant"]).first()
    if tenant is None:
        raise CommandError(f"There is no tenant {options['tenant']}; use the slug of one.")
    operator = Operator.objects.filter(tenant=tenant, code=options["operator"]).first()
    if operator is None:
        raise CommandError(f"There is no operator {options['operator']}; use the code of one.")
    ticket_type = TicketType.objects.filter(tenant=tenant, name=options["ticket_type"]).first()
    if ticket_type is None:
        raise CommandError(f"There is no ticket type {options['ticket_type']}; name one.")
    return operator, ticket_type
