"""Pages of Keyroom's own: what the menu shows and the palette finds, beside the entities."""

from collections.abc import Iterator
from dataclasses import dataclass

from entities.schema.viewer import Viewer


@dataclass(frozen=True)
class Place:
    """A page; its viewer must be allowed to do one of `actions`."""

    label: str
    href: str
    icon: str
    actions: tuple[str, ...] = ("view",)

    def holds(self, path: str) -> bool:
        """Whether an address belongs to it."""
        return path == self.href if self.href == "/" else path.startswith(self.href)


MENU = (
    Place("Overview", "/", "layout-dashboard"),
    Place("Tables", "/tables/", "server"),
    Place("Runs", "/runs/", "activity"),
    Place("Backups", "/backups/", "archive", ("back up",)),
    Place("Approvals", "/approvals/", "user-check", ("approve", "request approval")),
    Place("Audit", "/audit/", "history", ("read audit",)),
    Place("Accounts", "/accounts/", "user-cog", ("manage accounts",)),
)
BESIDE = (
    Place("Search", "/search/", "search"),
    Place("Your account", "/account/", "user"),
    Place("What each role may do", "/accounts/permissions/", "shield-check"),
)


def open_to(viewer: Viewer, places: tuple[Place, ...]) -> Iterator[Place]:
    """Those the viewer may open."""
    return (place for place in places if any(map(viewer.may, place.actions)))
