"""Constraints of the verifier's runs and faults."""

from __future__ import annotations

from tests.factories.operators import OrganisationFactory
from tests.factories.verifier import verifier_fault, verifier_run
from tests.violations.ways import Violation, stranger, wrong

VIOLATIONS: dict[str, Violation] = {
    "verifierrun_organisation_same_tenant": stranger(
        verifier_run, "organisation", OrganisationFactory
    ),
    "verifierrun_counts_its_faults": wrong(verifier_run, fault_count=0),
    "verifierfault_invariant_is_known": wrong(verifier_fault, invariant="F16"),
    "verifierfault_differs": wrong(verifier_fault, found="0.00 NOK"),
}
