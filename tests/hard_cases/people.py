"""People at work. By the number of the case: each sentence with the tests that prove it."""

WRITING = "operations/writing/test_hard_cases.py"
AT_ONCE = "operations/writing/test_at_once.py"
UNDO = "operations/writing/test_undo.py"
MERGING = "web/editing/test_merging.py"
BULK = "operations/bulk/test_applying.py"
FILES = "operations/transfer/test_formats.py"
EXPORT = "operations/transfer/test_exporting.py"
EVERYWHERE = "web/test_masks_everywhere.py"
VERIFIED = "operations/audit/test_verification.py"

CASES: dict[int, dict[str, tuple[str, ...]]] = {
    35: {
        "disjoint fields merge": (
            f"{MERGING}::test_disjoint_changes_merge_by_themselves_and_are_said",
            "operations/writing/test_two_editors.py::"
            "test_two_editors_lose_nothing_merge_what_is_disjoint_and_ask_about_the_rest",
            f"{AT_ONCE}::test_eight_who_change_different_fields_are_all_saved",
        ),
        "the same field, a group, a status and references are asked about": (
            f"{MERGING}::test_the_same_field_opens_the_merge_page_with_everything_typed",
            f"{WRITING}::test_35_a_group_is_merged_whole",
            f"{WRITING}::test_35_a_status_merges_with_nothing_but_with_sums_that_moved_along",
            f"{WRITING}::test_35_two_references_do_not_merge",
        ),
        "nobody's typing is lost": (
            f"{MERGING}::test_nothing_chosen_shows_the_page_again_with_everything_typed",
            f"{MERGING}::test_a_third_change_meanwhile_opens_the_merge_page_anew",
        ),
    },
    36: {
        "any change can be undone, single or many": (
            f"{UNDO}::test_undo_restores_exactly_and_undoing_the_undo_does_it_again",
            f"{BULK}::test_undo_as_a_whole_restores_exactly",
        ),
        "unless data moved on; then it says what moved": (
            f"{WRITING}::test_36_an_undo_says_what_moved_on",
            f"{UNDO}::test_an_undo_is_refused_where_the_same_field_was_changed_since",
            f"{BULK}::test_undo_says_what_moved_on_and_takes_the_others_back",
        ),
    },
    37: {
        "exactly the previewed list, whose hash is checked": (
            f"{BULK}::test_the_plan_travels_whole_and_its_hash_covers_all_of_it",
            f"{BULK}::test_exactly_the_previewed_items_change_with_one_run_id",
            "web/test_bulk_runs.py::test_a_plan_that_was_altered_is_not_applied",
            "operations/transfer/test_applying.py::"
            "test_the_plan_that_is_applied_is_the_plan_that_was_shown",
        ),
        "an outcome per item": (
            f"{BULK}::test_a_run_is_recorded_with_an_outcome_per_item",
            f"{BULK}::test_an_item_that_changed_or_went_since_the_preview_is_reported",
        ),
    },
    38: {
        "no write path without an audit entry": (
            "test_every_write_is_audited.py::test_only_these_modules_send_writing_calls",
            "test_every_write_is_audited.py::test_only_these_modules_use_what_writes_items",
            "test_every_write_is_audited.py::test_the_write_path_sends_nothing_without_its_entries",
        ),
        "the chain of entries shows tampering": (
            f"{VERIFIED}::test_one_altered_byte_in_any_attribute_of_anything_is_found",
            f"{VERIFIED}::test_any_one_item_removed_is_found",
            f"{VERIFIED}::test_a_chain_rewritten_with_all_its_hashes_is_found_by_the_anchor",
        ),
        "masked values are never in it in clear": (
            "operations/audit/test_images.py::test_nothing_hidden_is_stored_in_clear",
            "operations/audit/test_changes.py::"
            "test_no_hidden_value_of_any_declared_field_is_ever_told",
            f"{EVERYWHERE}::test_the_audit_log_as_it_is_stored_holds_no_secret_in_clear",
        ),
    },
    39: {
        "no spreadsheet runs what we export": (
            f"{FILES}::test_no_text_is_a_formula_in_a_spreadsheet_and_none_is_lost",
            f"{FILES}::test_formulas_are_guarded_by_an_apostrophe_that_reading_removes",
            f"{FILES}::test_names_of_attributes_are_guarded_in_the_header_too",
        ),
        "exports obey masks and scope": (
            f"{EXPORT}::test_masked_values_leave_masked_in_a_column_that_says_so",
            f"{EXPORT}::test_secrets_inside_values_leave_masked",
            f"{EXPORT}::test_nothing_of_another_company_is_in_an_export",
        ),
    },
    40: {
        "keys that are secrets are sealed in cursors, addresses and logs": (
            "web/test_walking.py::test_a_mark_tells_nothing_of_the_keys_in_it",
            "web/test_addresses.py::"
            "test_a_secret_key_stands_sealed_in_its_address_and_the_handle_is_always_the_same",
            "web/test_secrets.py::test_nothing_secret_reaches_the_log",
            "operations/transfer/test_exporting.py::test_a_key_that_is_a_secret_leaves_masked",
        ),
        "secrets are masked at any depth, inside JSON strings too, wherever an item is shown": (
            "schema/test_masking.py::test_secrets_are_masked_at_any_depth",
            "schema/test_masking.py::test_json_held_in_text_is_masked_and_otherwise_left_as_it_was",
            "operations/test_masks.py::test_a_secret_at_any_depth_is_masked",
            f"{EVERYWHERE}::test_no_page_and_no_log_shows_a_secret_at_any_depth",
            f"{EVERYWHERE}::test_no_export_holds_a_secret_at_any_depth",
        ),
        "no error message and no difference tells one": (
            f"{EVERYWHERE}::test_no_refusal_repeats_a_secret_that_is_stored",
            "web/test_failing_service.py::test_a_page_says_calmly_what_is_the_matter",
            "operations/audit/test_changes.py::"
            "test_where_only_a_secret_inside_changed_nothing_else_is_told",
            f"{MERGING}::test_a_hidden_value_that_clashes_is_shown_to_nobody",
        ),
    },
}
