"""Approvals for every member of the cast, for tests/test_every_page."""

from tests.web.many_pages import only

THOSE = ("operator", "approver", "administrator")


def approval_pages() -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Addresses and expected statuses by name."""
    return {
        "approvals": [
            ("/approvals/", only(200, *THOSE)),
            ("/approvals/?cursor=made-up", only(400, *THOSE)),
        ],
        "approval": [
            ("/approvals/asked/", only(200, *THOSE)),
            ("/approvals/unheard-of/", only(404, *THOSE)),
        ],
    }
