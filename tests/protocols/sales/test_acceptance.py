"""The acceptance checklist of this face: for each of its points, the tests that keep it."""

from __future__ import annotations

import re

import pytest

from runner import ROOT

SALES, OAUTH = "tests/protocols/sales", "tests/protocols/oauth"
POINTS: dict[str, dict[str, str]] = {
    "1 token": {
        "test_token_is_sold_for_json_and_for_a_form": f"{OAUTH}/test_token.py",
        "test_unknown_client_and_wrong_secret_get_the_same_answer": f"{OAUTH}/test_token.py",
        "test_audience_of_others_is_denied": f"{OAUTH}/test_token.py",
        "test_token_that_was_bought_opens_the_face": f"{SALES}/test_acceptance_doors.py",
        "test_token_that_has_expired_opens_nothing": f"{SALES}/test_acceptance_doors.py",
    },
    "2 nothing without a token": {
        "test_nothing_is_answered_without_a_token": f"{SALES}/test_acceptance_doors.py",
        "test_doors_that_are_open_stay_open": f"{SALES}/test_acceptance_doors.py",
        "test_unknown_path_without_a_token_tells_nothing": f"{SALES}/test_operation.py",
    },
    "3 channel": {
        "test_everything_but_reference_data_and_exports_names_a_channel": (
            f"{SALES}/test_acceptance_doors.py"
        ),
        "test_channel_that_is_not_linked_is_refused_everywhere": (
            f"{SALES}/test_acceptance_doors.py"
        ),
        "test_right_in_the_channel_lets_do_nothing_else": f"{SALES}/test_acceptance_doors.py",
        "test_sold_lines_are_cancelled_with_the_right_to_refund_alone": f"{SALES}/test_credits.py",
    },
    "4 correlation id": {
        "test_correlation_id_goes_through_everything": f"{SALES}/test_acceptance_doors.py",
        "test_correlation_id_is_kept_with_what_was_done": f"{SALES}/test_acceptance_doors.py",
        "test_correlation_id_that_is_unfit_is_replaced": f"{SALES}/test_operation.py",
        "test_correlation_id_goes_back": f"{OAUTH}/test_token.py",
    },
    "5 pages": {
        "test_pages_of_payments_have_right_totals": f"{SALES}/test_acceptance_lists.py",
        "test_pages_that_cannot_be_are_refused_by_every_list": f"{SALES}/test_acceptance_lists.py",
    },
    "6 filters": {
        "test_seed_order_is_found": f"{SALES}/test_seed_order.py",
        "test_every_operator_compares_integers": f"{SALES}/test_acceptance_lists.py",
        "test_ranges_and_lists_hold_together": f"{SALES}/test_acceptance_lists.py",
        "test_colons_in_values_are_values": f"{SALES}/test_acceptance_lists.py",
        "test_every_fault_of_a_query_is_told": f"{SALES}/test_lists.py",
        "test_database_finds_what_the_grammar_says": ("tests/operators/test_listing_matching.py"),
    },
    "7 amounts and moments in filters": {
        "test_every_operator_compares_amounts_as_numbers": f"{SALES}/test_acceptance_lists.py",
        "test_every_operator_compares_moments": f"{SALES}/test_acceptance_lists.py",
    },
    "8 walking": {
        "test_walk_over_equal_moments_tells_everything_once": f"{SALES}/test_acceptance_lists.py",
    },
    "9 forms": {
        "test_amounts_and_moments_have_one_form": f"{SALES}/test_acceptance_money.py",
    },
    "10 the order of the introduction": {
        "test_seed_order_is_told_member_by_member": f"{SALES}/test_seed_order.py",
    },
    "11 balance": {
        "test_balance_is_right_at_every_step": f"{SALES}/test_acceptance_money.py",
    },
    "12 versions": {
        "test_change_that_is_given_up_leaves_what_was_confirmed": (
            f"{SALES}/test_acceptance_money.py"
        ),
        "test_change_that_was_confirmed_is_the_next_version": f"{SALES}/test_acceptance_money.py",
        "test_last_confirmed_version_holds_again_bit_by_bit": "tests/sales/test_orders_dropping.py",
    },
    "13 one charge": {
        "test_fifty_captures_without_a_key_take_the_money_once": f"{SALES}/test_races.py",
        "test_captures_callbacks_polls_and_timers_take_one_charge": (
            f"{SALES}/test_acceptance_races.py"
        ),
        "test_captures_callbacks_and_polls_at_once_are_one": "tests/sales/test_card_races.py",
        "test_capture_against_the_news_that_it_was_captured": "tests/sales/test_card_races.py",
        "test_capture_against_the_lapse_of_the_order": "tests/sales/test_payments_races.py",
    },
    "14 repeating": {
        "test_repeating_a_draft_makes_one": f"{SALES}/test_orders.py",
        "test_fifty_drafts_with_one_key_are_one_order": f"{SALES}/test_races.py",
    },
    "15 money that cannot be": {
        "test_payments_that_cannot_be_are_refused": f"{SALES}/test_payments.py",
        "test_no_more_is_taken_than_is_owed": f"{SALES}/test_acceptance_money.py",
        "test_no_more_is_given_back_than_was_taken": f"{SALES}/test_acceptance_money.py",
        "test_credits_that_cannot_be_are_refused": f"{SALES}/test_acceptance_money.py",
        "test_refunds_that_cannot_be_are_refused": f"{SALES}/test_refunds.py",
        "test_amounts_that_are_no_money_are_refused": f"{SALES}/test_order_changes.py",
    },
}


@pytest.mark.parametrize("point", POINTS)
def test_tests_of_the_point_are_where_it_says(point):
    missing = {
        name
        for name, module in POINTS[point].items()
        if not re.search(rf"^def {name}\(", (ROOT / module).read_text(), re.MULTILINE)
    }

    assert missing == set()
