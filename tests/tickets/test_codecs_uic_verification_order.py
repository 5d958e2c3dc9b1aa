"""In which order a UIC barcode is checked: the first failure tells the reason."""

import pytest

from tests.tickets.phones import END, FAULTS, barcode_with, judge_with
from tests.tickets.rail import AT, DEVICE, OSLO, POINT, SIGNER, TICKET
from tickets.codecs.uic import encode_fcb, issue_for_device, sign_on_device


@pytest.mark.parametrize("step", range(len(FAULTS)))
def test_first_failure_wins(step):
    """Everything from this step on is wrong."""
    assert judge_with({fault for fault, _ in FAULTS[step:]}) == FAULTS[step][1]


@pytest.mark.parametrize(("fault", "reason"), FAULTS)
def test_single_failure_has_its_reason(fault, reason):
    assert judge_with({fault}) == reason


def test_barcode_without_fault_is_what_a_phone_shows():
    material = issue_for_device(encode_fcb(TICKET, zone=OSLO), SIGNER, POINT, 30, END)

    assert barcode_with({"no level 2"}) == material
    assert barcode_with(set()) == sign_on_device(material, DEVICE, AT)
