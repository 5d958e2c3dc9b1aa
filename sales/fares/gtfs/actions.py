"""The only door for fares of a feed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from operators.tenancy.actors import Actor
from operators.tenancy.models import Operator, Tenant
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound, Report
from sales.catalogue.products import LONGEST_MINUTES, Product
from sales.catalogue.states import Cancellation
from sales.fares.gtfs.files import FARE_ATTRIBUTES, FARE_LEG_RULES, FARE_MEDIA, RIDER_CATEGORIES
from sales.fares.gtfs.first_version import plan_first_version
from sales.fares.gtfs.plans import Plan, PlannedProduct
from sales.fares.gtfs.reading import FareFiles, read_fare_files
from sales.fares.gtfs.reports import Counts, FaresRefused, FaresReport
from sales.fares.gtfs.second_version import plan_second_version
from sales.fares.gtfs.storing import Keeper, category_code
from tickets.models import TicketType
from tickets.states import ValidityKind

LONGEST_NAME = 20
"""Of an import; the codes of products and areas begin with it."""
LONGEST_CODE = 40
BEFORE_MEDIUM = "_"
"""Between name and medium in the code of a product. No name has it, so that the products of the
import `city` are never taken for those of `city-night`."""
LONGEST_PRODUCT_NAME = 60
HIGHEST_VAT = 100


@dataclass(frozen=True, slots=True)
class ProductTerms:
    """What a feed does not say of the products that are new; later they are kept by hand."""

    ticket_type: TicketType
    vat_rate: Decimal
    """Percent; the prices of the feed include it."""
    valid_minutes: int = 90
    cancellation: Cancellation = Cancellation.UNTIL_DEPARTURE


@transaction.atomic
def import_fares(
    operator: Operator,
    *,
    name: str,
    source: Path,
    terms: ProductTerms,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> FaresReport:
    """Read the fares of a GTFS feed, version 1 or 2, as products and fares of the operator.

    All or nothing. `name` is a slug that tells this import from others of the tenant: a later one
    of the same name changes what this one made, and one of the same fares changes nothing. The
    products are not put on sale. Amounts must be in the tenant's currency and include VAT. A dry
    run stores nothing and reports what it would do.

    FaresRefused carries the report of what is wrong; FareAreaUsed if something made by hand needs
    what is gone.
    """
    check_name(name)
    check_terms(terms)
    tenant = Tenant.objects.select_for_update(no_key=True).get(pk=operator.tenant_id)
    plan, problems = plan_fares(source, tenant=tenant, name=name)
    keeper = Keeper(tenant, f"{name}:")
    areas, networks, bands = keeper.keep_places(plan)
    keeper.keep_spans(plan, bands)
    ids = {
        "area": areas,
        "network": networks,
        "band": bands,
        "category": keeper.keep_categories(plan),
    }
    codes = []
    for wanted in plan.products:
        product = keep_product(operator, wanted, keeper, name=name, terms=terms)
        keeper.keep_fares(product, wanted, ids)
        codes.append(product.code)
    problems += clear_products(keeper, name, codes)
    keeper.remove_places(plan)
    if dry_run:
        transaction.set_rollback(True)
    return FaresReport(dry_run, tuple(codes), problems, keeper.counts)


def plan_fares(source: Path, *, tenant: Tenant, name: str) -> tuple[Plan, tuple[Problem, ...]]:
    """What the fares of a feed come to, and the warnings. FaresRefused."""
    try:
        files = read_fare_files(source)
    except ProblemsFound as found:
        raise FaresRefused(Report(found.problems)) from None
    if files.of(FARE_LEG_RULES):
        zone = tenant.timezone
        plan = plan_second_version(files, name=name, currency=tenant.currency, timezone=zone)
        check_codes(files, name)
    elif files.of(FARE_ATTRIBUTES):
        plan = plan_first_version(files, name=name, currency=tenant.currency)
    else:
        message = "The feed has no fares: neither fare_leg_rules.txt nor fare_attributes.txt."
        missing = Problem(ProblemKind.FILE_MISSING, message, file=FARE_ATTRIBUTES.name)
        raise FaresRefused(Report((missing,)))
    problems = files.findings.all()
    if files.findings.has_errors():
        raise FaresRefused(Report(problems))
    if not any(product.fares for product in plan.products):
        message = "None of the fares of the feed holds anywhere; correct what the warnings tell."
        raise FaresRefused(Report((Problem(ProblemKind.NOT_EXPRESSIBLE, message), *problems)))
    return plan, problems


def check_name(name: str) -> None:
    """FaresRefused unless codes can begin with the name of the import."""
    if name != slugify(name) or BEFORE_MEDIUM in name or not 0 < len(name) <= LONGEST_NAME:
        message = (
            f"“{name}” is no name of an import: up to {LONGEST_NAME} small letters, digits and "
            "hyphens."
        )
        raise FaresRefused(Report((Problem(ProblemKind.NOT_EXPRESSIBLE, message),)))


def check_terms(terms: ProductTerms) -> None:
    """FaresRefused unless a product can have these terms."""
    vat = terms.vat_rate
    if not vat.is_finite() or not 0 <= vat <= HIGHEST_VAT or vat != round(vat, 2):
        message = f"“{vat}” is no VAT rate; write a percentage from 0 to 100, such as 9 or 5.5."
    elif not 0 < terms.valid_minutes <= LONGEST_MINUTES:
        message = f"A ticket is valid for 1 to {LONGEST_MINUTES} minutes; correct it."
    else:
        return
    raise FaresRefused(Report((Problem(ProblemKind.NUMBER_INVALID, message),)))


def check_codes(files: FareFiles, name: str) -> None:
    """A problem where ids of the feed cannot be told apart as codes, or are none at all."""
    for file, field, code_of in (
        (RIDER_CATEGORIES, "rider_category_id", category_code),
        (FARE_MEDIA, "fare_media_id", lambda medium: product_code(name, medium)),
    ):
        rows = files.of(file)
        counts = Counter(code_of(row[field]) for row in rows)
        for row in rows:
            if counts[code_of(row[field])] > 1 or not slugify(row[field]):
                message = f"“{row[field]}” makes no code of its own; call it otherwise."
                files.findings.refuse(row, field, message, ProblemKind.NOT_EXPRESSIBLE)


def product_code(name: str, medium: str) -> str:
    """The code of the product for a fare medium, or of the only product."""
    return (f"{name}{BEFORE_MEDIUM}{slugify(medium)}" if medium else name)[:LONGEST_CODE]


def keep_product(
    operator: Operator, wanted: PlannedProduct, keeper: Keeper, *, name: str, terms: ProductTerms
) -> Product:
    """The product of that code; a new one with the terms and the next free number.

    FaresRefused if it is one of another operator.
    """
    code = product_code(name, wanted.medium)
    counts = keeper.counts.setdefault("Products", Counts())
    product = Product.objects.filter(tenant=keeper.tenant, code=code).first()
    if product is not None:
        if product.operator_id != operator.pk:
            message = f"The product {code} is one of {product.operator}; choose another name."
            raise FaresRefused(Report((Problem(ProblemKind.NOT_EXPRESSIBLE, message),)))
        counts.kept += 1
        return product
    counts.created += 1
    products = Product.objects.filter(tenant=keeper.tenant)
    largest = products.aggregate(largest=Max("number"))["largest"] or 0
    return Product.objects.create(
        tenant=keeper.tenant,
        operator=operator,
        ticket_type=terms.ticket_type,
        number=largest + 1,
        code=code,
        name=wanted.name[:LONGEST_PRODUCT_NAME],
        vat_rate=terms.vat_rate,
        validity=ValidityKind.DURATION,
        valid_minutes=terms.valid_minutes,
        cancellation=terms.cancellation,
    )


def clear_products(keeper: Keeper, name: str, codes: list[str]) -> tuple[Problem, ...]:
    """Products of media that the feed no longer has lose their fares, and so are not sold."""
    known = Product.objects.filter(tenant=keeper.tenant, ride_fares__isnull=False).distinct()
    problems = []
    for product in known.exclude(code__in=codes):
        if product.code.partition(BEFORE_MEDIUM)[0] == name:
            keeper.keep_fares(product, PlannedProduct(product.name), {})
            message = f"The feed has no fares for {product.name} any more; it is not sold now."
            problems.append(Problem(ProblemKind.NOT_KEPT, message, file=FARE_MEDIA.name))
    return tuple(problems)
