"""The item page: fields in groups, what is undeclared apart, referrers beside them."""

from dataclasses import dataclass

from entities.catalogue import catalogue
from entities.operations.hiding import said_of
from entities.operations.items import Detail, Referrers
from entities.operations.showing import Shown
from entities.schema.entity import Entity
from entities.schema.fields import Choice, Date, JsonText, LongText, Money, Picture
from entities.schema.viewer import Viewer
from entities.web.addresses import company_url, item_url, reveal_url
from entities.web.links import list_url

UNDECLARED = "Not declared"
PLAIN = "Details"
NOBODY = Viewer("nobody")


@dataclass(frozen=True)
class Reveal:
    """The way to a hidden value: where it stands inside the attribute, and its page."""

    place: str
    url: str


@dataclass(frozen=True)
class Row:
    """One field of the item; `kind` is how it is drawn: plain, binary, tree, json or picture."""

    shown: Shown
    kind: str
    hidden: tuple["Reveal", ...] = ()

    @property
    def template(self) -> str:
        return f"entities/values/{self.kind}.html"

    @property
    def is_image(self) -> bool:
        held = self.shown.value.get("type") if isinstance(self.shown.value, dict) else None
        return isinstance(held, str) and held.startswith("image/")

    @property
    def wide(self) -> bool:
        return self.kind not in ("plain", "binary") or isinstance(self.shown.field, LongText)


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class ReferrerList:
    """A list of referrers with the address of the whole list."""

    referrers: Referrers
    url: str

    @property
    def title(self) -> str:
        return self.referrers.entity.titles

    @property
    def columns(self) -> tuple[str, ...]:
        """What is worth a word beside the heading: an amount, a status, a date."""
        entity = self.referrers.entity
        wanted = (Money, Choice, Date)
        names = (n for n in entity.columns if isinstance(entity.fields_by_name[n], wanted))
        return tuple(names)[:2]

    @property
    def count(self) -> str:
        """How many there are, or at least how many."""
        shown = len(self.referrers.rows)
        return f"more than {shown}" if self.referrers.more else str(shown)


@dataclass(frozen=True)
class ItemPage:
    """All that the item's templates receive."""

    entity: Entity
    detail: Detail
    groups: list[Group]
    referrers: list[ReferrerList]
    tab: str = "details"
    viewer: Viewer = NOBODY

    @property
    def editable(self) -> bool:
        """Whether items like this are changed here at all; the server decides again on saving."""
        return not self.entity.read_only and not self.detail.differences

    @property
    def may_edit(self) -> bool:
        return self.editable and self.viewer.may("edit")

    @property
    def may_delete(self) -> bool:
        return self.editable and self.viewer.may("delete")

    @property
    def may_move(self) -> bool:
        return self.may_edit and self.viewer.may("create") and self.viewer.may("delete")

    @property
    def url(self) -> str:
        return item_url(self.entity, self.detail.item.key)

    @property
    def company_page(self) -> str:
        return company_page(self.entity, self.detail.item.company)


def company_page(entity: Entity, company: str | None) -> str:
    """The address of the page of the company an item belongs to, or nothing."""
    return company_url(company) if company and catalogue.tenant_of(entity) else ""


def item_page(detail: Detail, viewer: Viewer) -> ItemPage:
    entity = detail.item.entity
    return ItemPage(
        entity,
        detail,
        list(_groups(detail)),
        [_referrer_list(found) for found in detail.referrers],
        viewer=viewer,
    )


def _groups(detail: Detail):
    grouped: dict[str, list[Row]] = {}
    declared = detail.item.entity.fields_by_name
    hidden = _reveals(detail)
    for name, shown in detail.item.values.items():
        title = (shown.field.group or PLAIN) if name in declared else UNDECLARED
        row = Row(shown, kind_of(shown), tuple(hidden.get(shown.held_as or name, ())))
        grouped.setdefault(title, []).append(row)
    undeclared = grouped.pop(UNDECLARED, None)
    plain = grouped.pop(PLAIN, None)
    if plain:
        yield Group(PLAIN, plain)
    for title, rows in grouped.items():
        yield Group(title, rows)
    if undeclared:
        yield Group(UNDECLARED, undeclared)


def _reveals(detail: Detail) -> dict[str, list[Reveal]]:
    """By the name of the attribute."""
    found: dict[str, list[Reveal]] = {}
    for path in detail.hidden:
        place = said_of(path[1:])
        url = reveal_url(detail.item.entity, detail.item.key, path)
        found.setdefault(path[0], []).append(Reveal(place, url))
    return found


def kind_of(shown: Shown) -> str:
    """How a value is drawn, by what it is rather than by what it should be."""
    if shown.masked:
        return "plain"
    if isinstance(shown.field, Picture) and isinstance(shown.value, dict):
        return "picture"
    if isinstance(shown.field, JsonText) and isinstance(shown.value, str) and shown.value:
        return "json"
    if isinstance(shown.value, bytes) and shown.value:
        return "binary"
    return "tree" if isinstance(shown.value, dict | list) else "plain"


def _referrer_list(found: Referrers) -> ReferrerList:
    more = {"scan": "1"} if found.needs_scan else {}
    return ReferrerList(found, list_url(found.entity, found.conditions, **more))
