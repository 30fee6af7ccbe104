"""Who may do what: the one place that decides. Denied is whatever does not stand here.

| action           | viewer | editor | operator | approver | administrator | every company only |
|------------------|--------|--------|----------|----------|---------------|--------------------|
| view             | yes    | yes    | yes      | yes      | yes           |                    |
| save view        | yes    | yes    | yes      | yes      | yes           |                    |
| share view       |        | yes    | yes      | yes      | yes           |                    |
| edit             |        | yes    | yes      |          | yes           |                    |
| create           |        | yes    | yes      |          | yes           |                    |
| delete           |        | yes    | yes      |          | yes           |                    |
| undo             |        | yes    | yes      |          | yes           |                    |
| export           |        | yes    | yes      |          | yes           |                    |
| bulk             |        |        | yes      |          | yes           |                    |
| import           |        |        | yes      |          | yes           |                    |
| support          |        |        | yes      |          | yes           |                    |
| validate         |        |        | yes      |          | yes           |                    |
| back up          |        |        | yes      |          | yes           | yes                |
| take out backup  |        |        |          |          | yes           | yes                |
| migrate          |        |        | yes      |          | yes           | yes                |
| manage tables    |        |        | yes      |          | yes           | yes                |
| request approval |        |        | yes      |          | yes           | yes                |
| approve          |        |        |          | yes      | yes           | yes                |
| read audit       |        |        | yes      | yes      | yes           |                    |
| reveal           |        |        |          |          | yes           |                    |
| administer       |        |        |          |          | yes           | yes                |
| manage accounts  |        |        |          |          | yes           | yes                |

By entity: an entity may ask for another action than “view” to be seen at all; a read-only entity
is never changed. By company: a person with named companies works with nothing else, has none of
the actions of the last column, and sees no items that cannot be told apart by company.
By field: a masked value is changed by who may “edit”, and is shown to who may “reveal” only, one
field of one item at a time, with a reason, on the record. A key is changed by moving the item,
which takes “edit”, “create” and “delete”.
By person: who must have a second factor and has none may do nothing until it is set up.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from entities.schema.entity import Entity
from entities.schema.masking import Mask, is_secret_name
from entities.schema.viewer import Viewer

ROLES = ("viewer", "editor", "operator", "approver", "administrator")
EVERYBODY = ROLES
WRITERS = ("editor", "operator", "administrator")
OPERATORS = ("operator", "administrator")
APPROVERS = ("approver", "administrator")
ADMINISTRATORS = ("administrator",)


@dataclass(frozen=True)
class Action:
    """One row of the table. `whole`: it reaches every company, so only who works with all has it.

    `changes` says that it changes items, which a read-only entity never allows.
    """

    name: str
    roles: tuple[str, ...]
    meaning: str
    whole: bool = False
    changes: bool = False


TABLE = (
    Action("view", EVERYBODY, "Lists, items, search, overview; masked values stay masked"),
    Action("save view", EVERYBODY, "Keep a list with its filters for oneself"),
    Action("share view", ("editor", "operator", *APPROVERS), "Show one's saved view to everybody"),
    Action("edit", WRITERS, "Change fields of an item, masked ones unseen", changes=True),
    Action("create", WRITERS, "Add an item", changes=True),
    Action("delete", WRITERS, "Delete an item and what hangs on it", changes=True),
    Action("undo", WRITERS, "Take back a recorded change", changes=True),
    Action("export", WRITERS, "Take lists out as CSV or JSON"),
    Action("bulk", OPERATORS, "Change or delete many items in one run", changes=True),
    Action("import", OPERATORS, "Write items from a file", changes=True),
    Action("support", OPERATORS, "The guided support tasks", changes=True),
    Action("validate", OPERATORS, "Run checks over the data"),
    Action("back up", OPERATORS, "Back up tables, drill and restore backups", whole=True),
    Action("take out backup", ADMINISTRATORS, "Download backed-up items, unmasked", whole=True),
    Action("migrate", OPERATORS, "Move data between generations", whole=True),
    Action("manage tables", OPERATORS, "Create tables and indexes, change settings", whole=True),
    Action("request approval", OPERATORS, "Ask for what takes two people", whole=True),
    Action("approve", APPROVERS, "Agree to what another person asks for", whole=True),
    Action("read audit", ("operator", *APPROVERS), "Who did what, when and why"),
    Action("reveal", ADMINISTRATORS, "See one masked value, with a reason, on the record"),
    Action("administer", ADMINISTRATORS, "Keyroom's own tables and everybody's views", whole=True),
    Action("manage accounts", ADMINISTRATORS, "Staff, roles, companies, sign-in", whole=True),
)
ACTIONS: dict[str, frozenset[str]] = {
    role: frozenset(action.name for action in TABLE if role in action.roles) for role in ROLES
}
WHOLE = frozenset(action.name for action in TABLE if action.whole)
CHANGES = frozenset(action.name for action in TABLE if action.changes)


def actions_of(role: str, *, every_company: bool) -> frozenset[str]:
    """What a role may do, with every company or with named ones."""
    granted = ACTIONS.get(role, frozenset())
    return granted if every_company else granted - WHOLE


def viewer_for(user) -> Viewer:
    """The viewer of a signed-in member of staff; nobody else may do anything."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Viewer("nobody")
    companies = None if user.every_company else frozenset(user.companies)
    if user.needs_second_factor:
        return Viewer(user.get_username(), frozenset(), companies)
    actions = actions_of(user.role, every_company=user.every_company)
    return Viewer(user.get_username(), actions, companies)


def may(user, action: str, entity: Entity | None = None, company: str | None = None) -> bool:
    """Whether the user may do the action, on items of this entity and company where given."""
    viewer = viewer_for(user)
    return viewer.may(action) and allows(viewer, action, entity, company)


def allows(viewer: Viewer, action: str, entity: Entity | None, company: str | None) -> bool:
    """Whether entity and company stand in the way of an action that the viewer has."""
    if entity and (not viewer.may_browse(entity) or (entity.read_only and action in CHANGES)):
        return False
    return company is None or viewer.sees_company(company)


@dataclass(frozen=True)
class FieldRights:
    """What may be done with one attribute. `revealed`: shown after a reason was given."""

    shown: bool
    edited: bool
    revealed: bool


def field_rights(user, entity: Entity, attribute: str, company: str | None = None) -> FieldRights:
    """What the user may do with an attribute of an item that belongs to the company."""
    masked = entity.field(attribute).mask is not Mask.NONE or is_secret_name(attribute)
    key = attribute in entity.keys
    return FieldRights(
        shown=not masked and may(user, "view", entity, company),
        edited=not key and may(user, "edit", entity, company),
        revealed=masked and not key and may(user, "reveal", entity, company),
    )
