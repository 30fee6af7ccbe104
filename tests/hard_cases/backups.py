"""Tables and backups. By the number of the case: each sentence with the tests that prove it."""

DRILLS = "operations/restores/test_drills.py"
RESTORES = "operations/restores/test_restores.py"
SLOW = "operations/restores/test_slow_service.py"

CASES: dict[int, dict[str, tuple[str, ...]]] = {
    32: {
        "a restore makes a new table, never one over another": (
            f"{RESTORES}::test_nothing_is_restored_over_a_table_that_is_there_or_declared",
            f"{RESTORES}::test_a_name_that_is_taken_meanwhile_stops_the_restore",
        ),
        "TTL, stream, tags, recovery, protection are set again and read back": (
            f"{RESTORES}::test_the_settings_that_no_restore_brings_along_are_set_again",
            f"{DRILLS}::test_settings_that_do_not_hold_fail_the_drill",
        ),
        "what an engine does not offer is told": (
            f"{RESTORES}::test_what_an_engine_does_not_offer_is_told_and_stops_nothing",
            f"{SLOW}::test_a_restore_that_the_engine_does_not_offer_says_so",
        ),
        "a point in time has a window, and none where recovery is off": (
            f"{RESTORES}::test_a_moment_outside_the_window_is_refused",
            f"{RESTORES}::test_a_table_without_recovery_has_no_moments",
        ),
    },
}
