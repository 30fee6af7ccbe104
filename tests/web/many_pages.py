"""Export, import and bulk changes for every member of the cast, for tests/test_every_page."""

STAFF = ("viewer", "editor", "operator", "approver", "administrator", "limited")


def only(status: int, *members: str) -> dict[str, int]:
    """This for these members, 403 for other staff, and the sign-in for nobody."""
    refused = dict.fromkeys(STAFF, 403) | {"stranger": 403, "nobody": 302}
    return refused | dict.fromkeys(members, status)


def many_pages() -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Addresses and expected statuses by name."""
    writers, operators = ("editor", "operator", "administrator"), ("operator", "administrator")
    return {
        "export": [("/export/expenses/", only(405, *writers))],
        "import": [
            ("/import/expenses/", only(200, *operators)),
            ("/import/unheard-of/", only(404, *operators)),
            ("/import/single-expenses/", only(403)),
        ],
        "bulk": [("/bulk/expenses/", only(405, *operators))],
        "bulk_apply": [("/bulk/expenses/apply/", only(405, *operators))],
        "runs": [("/runs/", only(200, *STAFF))],
        "run": [("/runs/none/", only(404, *STAFF))],
        "plan": [("/plans/none/", only(404, *operators))],
        "run_file": [("/runs/none/file/", only(405, *writers))],
        "run_undo": [("/runs/none/undo/", only(405, *writers))],
        "run_outcomes": [("/runs/none/outcomes/", only(404, *STAFF))],
        "run_log": [("/runs/none/log/", only(404, *STAFF))],
        "run_wish": [("/runs/none/wish/", only(404, *STAFF))],
        "run_note": [("/runs/none/note/", only(404, *STAFF))],
        "run_turn": [("/runs/none/turn/", only(404, *STAFF))],
    }
