"""Values. By the number of the case: each sentence with the tests that prove it."""

VALUES = "operations/writing/test_hard_values.py"
SAVING = "operations/writing/test_saving.py"
FORM = "web/editing/test_saving.py"
STATES = "web/editing/test_states.py"
LIMITS = "dynamodb/test_limits.py"
FILES = "operations/transfer/test_formats.py"

CASES: dict[int, dict[str, tuple[str, ...]]] = {
    1: {
        "38 digits from the form to the item, never a float": (
            f"{VALUES}::test_1_numbers_keep_all_38_digits_and_39_are_refused_by_us",
            f"{VALUES}::test_1_vat_of_an_amount_with_many_digits_is_exact",
            f"{FORM}::test_numbers_are_typed_as_text_with_every_digit",
            f"{FORM}::test_no_input_is_of_a_type_that_rounds_or_trims",
        ),
        "39 digits, NaN and Infinity are refused by us, before the call": (
            f"{LIMITS}::test_a_value_the_service_refuses_is_refused_with_its_path",
            "web/editing/test_every_value.py::"
            "test_what_cannot_be_a_value_is_refused_with_the_place",
        ),
    },
    2: {
        "1, 1.0 and 1E0 are one number": (
            "schema/test_values.py::test_one_number_has_one_canonical_form_however_it_is_written",
            f"{SAVING}::test_another_spelling_of_the_same_number_is_no_change",
        ),
        "what is not edited is not rewritten": (
            f"{VALUES}::test_2_another_spelling_is_no_change_and_what_is_not_edited_is_not_rewritten",
            f"{FORM}::test_a_number_that_nobody_touched_is_what_it_was",
        ),
    },
    3: {
        "sets are unordered, and SS, NS, BS and L are four things": (
            f"{VALUES}::test_3_a_set_is_the_same_in_any_order_and_never_becomes_a_list",
            "schema/test_values.py::test_values_of_different_types_are_never_the_same",
        ),
        "an empty set means: remove the attribute, and ask": (
            f"{VALUES}::test_3_an_empty_set_is_refused_with_what_to_do_instead",
            f"{STATES}::test_an_empty_set_is_asked_about_and_removed_by_name",
        ),
    },
    4: {
        "binary is base64 with a type tag in text forms": (
            f"{VALUES}::test_4_binary_stays_binary",
            "dynamodb/test_codec.py::test_all_ten_types_have_their_typed_json",
            f"{FILES}::test_every_item_comes_back_from_a_file_exactly_as_it_was",
        ),
        "size counts raw bytes": (
            "schema/test_values.py::test_the_size_of_a_value_follows_the_documented_formula",
        ),
        "the page shows type and size and offers a download": (
            "web/test_items.py::test_a_binary_value_says_its_size_and_is_downloaded_as_it_is",
        ),
    },
    5: {
        "empty, NULL and absent are three states": (
            f"{VALUES}::test_5_empty_null_and_absent_are_three_states",
            f"{STATES}::test_every_state_becomes_every_other",
            f"{FILES}::test_empty_text_null_and_absent_are_three_things",
        ),
        "clearing an index key removes it": (
            f"{VALUES}::test_5_clearing_an_index_key_removes_it",
            f"{FORM}::test_clearing_an_index_key_removes_it",
        ),
        "every index of the table is checked before a write, types included": (
            f"{VALUES}::test_5_an_index_key_of_the_wrong_type_is_refused_by_us",
            f"{VALUES}::test_5_an_undeclared_index_key_of_the_wrong_type_is_refused_as_well",
            f"{LIMITS}::test_table_and_index_keys_are_checked_for_type_and_size",
        ),
    },
    6: {
        "400 KB with names, nesting 32, keys 2048 and 1024: refused before the call": (
            f"{VALUES}::test_6_what_is_too_large_is_refused_before_the_call",
            f"{VALUES}::test_6_a_large_item_is_edited_undone_and_deleted",
            f"{LIMITS}::test_an_item_stays_below_400_000_bytes",
            f"{LIMITS}::test_a_value_the_service_refuses_is_refused_with_its_path",
            f"{LIMITS}::test_table_and_index_keys_are_checked_for_type_and_size",
            "schema/test_values.py::test_the_size_of_an_item_counts_its_attribute_names",
        ),
        "a meter shows the size": (
            f"{FORM}::test_the_form_says_how_much_of_what_dynamodb_takes_the_item_takes",
        ),
    },
    7: {
        "odd values are shown and flagged, and no page fails on any item": (
            "test_every_item.py::test_every_item_opens_with_its_details_and_as_it_is_stored",
            "web/test_items.py::test_every_type_dynamodb_has_can_stand_in_every_declared_field",
            "web/test_items.py::test_what_nobody_declared_is_shown_and_kept_apart",
            "operations/test_any_item.py::test_every_page_of_an_odd_company_can_be_read",
            "operations/test_flags.py::test_a_value_is_shown_as_it_is_with_a_remark",
        ),
        "odd values are kept on save": (
            f"{VALUES}::test_7_odd_attributes_are_kept_as_they_are",
            f"{VALUES}::test_7_an_unknown_value_of_a_choice_is_kept_until_it_is_changed",
            "web/editing/test_every_value.py::test_what_nobody_edited_is_what_it_was",
        ),
    },
    8: {
        "names of attributes are always placeholders": (
            f"{VALUES}::test_8_any_name_is_set_changed_and_removed",
            "web/test_items.py::test_attributes_named_like_parts_of_the_program_break_no_page",
        ),
        "an item with any key can be opened, edited and linked": (
            f"{VALUES}::test_8_an_item_with_any_key_is_edited_undone_and_deleted",
            "web/test_addresses.py::"
            "test_an_address_leads_to_the_page_of_its_key_through_any_server",
            "test_every_item.py::test_items_with_odd_keys_are_linked_from_their_list_and_open",
        ),
    },
}
