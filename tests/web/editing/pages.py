"""The addresses of forms for every member of the cast, for tests/test_every_page."""

WRITERS = ("editor", "operator", "administrator")


def for_writers(status: int = 200, **others: int) -> dict[str, int]:
    """Those who may change items; the others may not, and nobody has to sign in."""
    refused = dict.fromkeys(("viewer", "approver", "limited", "stranger"), 403)
    return dict.fromkeys(WRITERS, status) | refused | {"nobody": 302} | others


def form_pages(item: str, read_only: str) -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Addresses and expected statuses by name. `item` is the address of an item that may be edited,
    `read_only` that of one that may not."""
    return {
        "item_edit": [
            (f"{item}edit/", for_writers()),
            (f"{read_only}edit/", for_writers(403)),
        ],
        "item_delete": [
            (f"{item}delete/", for_writers()),
            (f"{read_only}delete/", for_writers(403)),
        ],
        "item_move": [
            (f"{item}move/", for_writers()),
            (f"{read_only}move/", for_writers(403)),
        ],
        "item_new": [
            ("/new/projects/", for_writers()),
            ("/new/single-projects/", for_writers(403)),
            ("/new/unheard-of/", for_writers(404)),
        ],
        "undo": [("/undo/", for_writers(405))],
    }
