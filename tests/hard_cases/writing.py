"""Writing. By the number of the case: each sentence with the tests that prove it."""

WRITING = "operations/writing/test_hard_cases.py"
FOLLOWS = "operations/writing/test_what_follows.py"
SAVING = "operations/writing/test_saving.py"
FAULTS = "operations/writing/test_faults_of_saves.py"
AT_ONCE = "operations/writing/test_at_once.py"
LIMITS = "dynamodb/test_limits.py"
BATCHES = "dynamodb/test_batches.py"
ACTIONS = "dynamodb/test_actions.py"
LOST = "dynamodb/test_lost_answers.py"

CASES: dict[int, dict[str, tuple[str, ...]]] = {
    15: {
        "what changed is written, under conditions on what was read": (
            f"{SAVING}::test_only_what_changed_is_sent",
            f"{WRITING}::test_15_what_lands_between_read_and_write_is_not_overwritten",
            f"{WRITING}::test_15_a_deed_upon_another_state_of_the_item_is_refused",
        ),
        "no edit, and no sum, makes a ghost": (
            f"{WRITING}::test_15_an_edit_of_an_item_that_is_gone_makes_no_ghost",
            f"{FOLLOWS}::test_no_sum_makes_a_ghost_of_a_project_or_company_that_is_not_there",
        ),
        "an item of very many attributes can go": (
            f"{WRITING}::test_15_an_item_of_very_many_attributes_can_go",
        ),
    },
    16: {
        "25 items, 16 MB, no key twice": (
            f"{BATCHES}::test_items_are_put_and_deleted_25_at_a_time",
            f"{BATCHES}::test_big_items_go_in_batches_of_16_megabytes",
            f"{LIMITS}::test_no_key_stands_twice_in_one_batch",
            f"{LIMITS}::test_batches_are_cut_by_number_and_by_bytes",
        ),
        "only leftovers are sent again, and what was accepted is counted": (
            f"{BATCHES}::test_only_leftovers_are_sent_again_and_only_what_is_accepted_counts",
        ),
        "waits grow, with chance in them, and have a ceiling": (
            f"{BATCHES}::test_waits_grow_with_each_try_and_are_never_alike",
            f"{BATCHES}::test_a_wait_never_passes_its_ceiling",
        ),
        "trying ends, and what is left is handed back": (
            f"{BATCHES}::test_leftovers_that_are_never_accepted_are_handed_back",
            f"{BATCHES}::test_keys_that_are_never_deleted_are_handed_back",
        ),
    },
    17: {
        "100 actions, 4 MB": (
            f"{WRITING}::test_17_more_than_a_hundred_actions_are_refused_before_the_call",
            f"{ACTIONS}::test_a_transaction_has_100_actions",
            f"{ACTIONS}::test_a_transaction_writes_4_megabytes",
        ),
        "one action per item: a reference and a counter are folded": (
            f"{WRITING}::test_17_a_reference_and_a_counter_on_one_item_are_one_action",
            "dynamodb/test_steps.py::"
            "test_a_check_and_a_change_of_one_item_become_one_change_under_both_conditions",
        ),
        "a click counts once, also after the service has forgotten its token": (
            f"{WRITING}::test_17_a_double_click_saves_once_however_late_the_second_comes",
            f"{LOST}::test_the_same_click_with_the_same_content_is_applied_once",
            f"{AT_ONCE}::test_one_click_that_comes_eight_times_saves_once",
            "dynamodb/test_transactions_at_once.py::"
            "test_one_click_that_comes_eight_times_at_once_is_applied_once",
        ),
        "reasons of a cancellation come in order": (
            "dynamodb/test_errors.py::test_a_cancelled_transaction_tells_its_reasons_in_order",
            "dynamodb/test_cancellations.py::"
            "test_of_several_failing_steps_the_first_is_told_whatever_is_folded",
        ),
    },
    18: {
        "the index is asked, and a claim of the same transaction decides": (
            f"{FOLLOWS}::test_who_comes_second_to_a_free_value_is_told_that_it_is_taken",
            f"{AT_ONCE}::test_of_eight_who_want_the_same_unique_value_one_gets_it",
        ),
        "outside writers make no claims": (
            f"{FOLLOWS}::test_a_value_that_another_item_holds_is_taken_even_without_a_claim",
            f"{FOLLOWS}::test_a_claim_passes_on_when_its_owner_gave_the_value_up_elsewhere",
        ),
    },
    19: {
        "two generations are written in one transaction": (
            f"{WRITING}::test_19_the_other_generation_is_written_in_the_same_transaction",
            "dynamodb/test_transactions.py::test_one_step_that_fails_keeps_all_from_happening",
        ),
    },
    20: {
        "no answer is unknown, not failure: it is sent again or read back": (
            f"{LOST}::test_what_was_applied_without_an_answer_is_applied_once",
            f"{LOST}::test_a_request_that_never_arrives_leaves_the_outcome_unknown",
            f"{LOST}::test_where_the_proof_cannot_be_read_after_a_lost_answer_the_outcome_is_unknown",
            f"{FAULTS}::test_an_answer_that_is_lost_is_found_out",
            f"{FAULTS}::"
            "test_a_service_that_never_answers_leaves_all_or_nothing_and_the_same_click_is_safe",
            f"{BATCHES}::test_a_lost_answer_is_asked_for_again",
        ),
    },
    21: {
        "added to on what exists only, and never below zero": (
            f"{WRITING}::test_21_counters_are_added_to_only_where_they_are",
            f"{FOLLOWS}::test_a_drifted_sum_never_goes_below_zero",
            f"{FOLLOWS}::test_a_sum_below_zero_is_left_alone_but_added_to",
            f"{AT_ONCE}::test_eight_expenses_of_one_project_are_all_summed",
        ),
        "a drifted counter stands beside the true value": (
            "operations/test_companies.py::test_counters_stand_beside_what_is_true",
        ),
    },
}
