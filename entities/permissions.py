"""Who may do what: roles, their actions, and the viewer built from a member of staff.

One table, deny by default: an action that stands in no role is nobody's.
"""

from django.contrib.auth.models import AnonymousUser

from entities.schema.entity import Entity
from entities.schema.viewer import Viewer

READING = frozenset({"view", "save view"})
WRITING = frozenset({"edit", "create", "delete", "export", "share view"})
OPERATING = frozenset({"bulk", "import", "back up", "validate", "migrate", "manage tables"})
APPROVING = frozenset({"approve", "share view", "read audit"})
ADMINISTERING = frozenset({"administer", "manage accounts", "reveal", "read audit"})

ACTIONS: dict[str, frozenset[str]] = {
    "viewer": READING,
    "editor": READING | WRITING,
    "operator": READING | WRITING | OPERATING | {"read audit"},
    "approver": READING | APPROVING,
    "administrator": READING | WRITING | OPERATING | APPROVING | ADMINISTERING,
}


def viewer_for(user) -> Viewer:
    """The viewer of a signed-in member of staff; nobody else may do anything."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Viewer("nobody")
    companies = None if user.every_company else frozenset(user.companies)
    return Viewer(user.get_username(), ACTIONS.get(user.role, frozenset()), companies)


def may(user, action: str, entity: Entity | None = None, company: str | None = None) -> bool:
    """Whether the user may do the action, on items of this entity and company where given."""
    viewer = viewer_for(user)
    if not viewer.may(action) or (entity and not viewer.may_browse(entity)):
        return False
    return company is None or viewer.sees_company(company)
