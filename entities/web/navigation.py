"""The frame around every page: menu with counts, environment, person, banners."""

import time
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from entities import conf
from entities.catalogue import OWN, catalogue
from entities.errors import Refusal
from entities.operations.counting import Counts, read_counts
from entities.permissions import viewer_for
from entities.schema.entity import Entity
from entities.schema.system import System
from entities.schema.viewer import Viewer
from entities.web.addresses import entity_url, menu_url
from entities.web.backups.board import BACKUPS_URL, alarm_cache
from entities.web.clock import ago, exact
from entities.web.places import MENU, Place, open_to
from entities.web.runs.waiting import RUNS_URL, runs_cache
from entities.web.waiting import APPROVALS_URL, waiting_cache
from entities.web.zones import ZONES

THEMES = ("", "light", "dark")
DENSITIES = ("", "comfortable")
COUNTS_SECONDS = 60
# Places with a number: what is read for it, and what it counts.
COUNTED = {
    APPROVALS_URL: (waiting_cache, "waiting for a second person"),
    RUNS_URL: (runs_cache, "under way"),
    BACKUPS_URL: (alarm_cache, "alarms"),
}


@dataclass(frozen=True)
class Link:
    """A place in the menu. `mark` says in words what there is worth attention, if anything."""

    label: str
    href: str
    icon: str
    count: str = ""
    count_title: str = ""
    mark: str = ""
    current: bool = False


@dataclass(frozen=True)
class Group:
    """`folds` groups fold up; `open` says whether they are unfolded at first. `own` is that of
    Keyroom's own tables."""

    title: str
    links: list[Link]
    folds: bool = False
    legacy: bool = False
    open: bool = True
    note: str = ""
    own: bool = False


class CountsCache:
    """Counts by the companies they cover, read at most once a minute by this process."""

    def __init__(self):
        self._held: dict[frozenset | None, tuple[float, Counts]] = {}
        self._lock = Lock()

    def get(self, viewer: Viewer) -> Counts:
        """No counts where they cannot be read: the menu must not break the page."""
        with self._lock:
            read_at, counts = self._held.get(viewer.companies, (0.0, None))
        if counts is not None and time.monotonic() - read_at < COUNTS_SECONDS:
            return counts
        try:
            counts = read_counts(conf.get_store(), catalogue, viewer=viewer)
        except Refusal:
            counts = Counts()
        with self._lock:
            self._held[viewer.companies] = (time.monotonic(), counts)
        return counts

    def clear(self) -> None:
        with self._lock:
            self._held.clear()


counts_cache = CountsCache()


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor."""
    context = {
        "theme": _chosen(request, "theme", THEMES),
        "density": _chosen(request, "density", DENSITIES),
        "zone": timezone.get_current_timezone_name(),
        "zones": ZONES,
        "environment": _environment(),
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"frame": context}
    viewer = viewer_for(user)
    return {
        "now": timezone.now(),
        "frame": context
        | {
            "groups": _groups(request, viewer),
            "person": _person(user),
            "banners": _banners(user, viewer),
            "search_url": reverse("search"),
            "sign_out_url": reverse("account_logout"),
            "preferences_url": reverse("preferences"),
        },
    }


def _chosen(request: HttpRequest, name: str, known: tuple[str, ...]) -> str:
    held = request.COOKIES.get(name, "")
    return held if held in known else ""


def _environment() -> dict[str, str]:
    region = conf.region()
    if conf.embedded():
        note = "DynamoDB is the embedded engine on this machine, with demo data."
        return {"tone": "embedded", "label": f"EMBEDDED · {region}", "note": note}
    name = conf.environment()
    return {"tone": name, "label": f"{name.upper()} · {region}", "note": ""}


def _person(user) -> dict[str, str]:
    name = user.get_full_name() or user.get_username()
    initials = "".join(word[0] for word in name.replace(".", " ").replace("-", " ").split()[:2])
    return {"name": name, "role": user.role, "initials": initials.upper()}


def _banners(user, viewer: Viewer) -> list[dict[str, str]]:
    if user.needs_second_factor:
        text = "Your role asks for a second factor. Set one up to go on."
        return [
            {"tone": "warn", "text": text, "hint": "An authenticator app or a passkey will do."}
        ]
    if not viewer.may("view"):
        text = "Your account has no role yet, so there is nothing to see."
        return [{"tone": "warn", "text": text, "hint": "Ask an administrator for a role."}]
    if not viewer.limited:
        return []
    count = len(viewer.companies)
    which = "one company" if count == 1 else f"{count} companies" if count else "no company"
    text = f"You work with {which}: lists, counts and search show nothing else."
    return [{"tone": "info", "text": text, "hint": ""}]


def _groups(request: HttpRequest, viewer: Viewer) -> list[Group]:
    if not viewer.may("view"):
        return []
    counts = counts_cache.get(viewer)
    age = _age(counts)
    first = [_place_link(request, place, viewer) for place in open_to(viewer, MENU)]
    grouped: dict[str, list[Entity]] = {}
    for entity in catalogue.entities:
        if viewer.may_browse(entity):
            grouped.setdefault(entity.group, []).append(entity)
    groups = [_group(request, title, held, counts, age) for title, held in grouped.items()]
    return [Group("", first), *sorted(groups, key=lambda group: (group.folds, group.own))]


def _place_link(request: HttpRequest, place: Place, viewer: Viewer) -> Link:
    current = place.holds(request.path)
    if place.href not in COUNTED:
        return Link(place.label, place.href, place.icon, current=current)
    cache, title = COUNTED[place.href]
    found = cache.get(viewer)
    # A mark without anything to count, such as what failed, stands for itself.
    count = f"{found.count:,}" if found.count else "!" if found.mark else ""
    title = title if found.count else ""
    return Link(place.label, place.href, place.icon, count, title, found.mark, current)


def _age(counts: Counts) -> str:
    """How old the counts are, in words; nothing where there are none."""
    if not counts.counted_at:
        return ""
    return f"counted {ago(counts.counted_at, timezone.now())} ({exact(counts.counted_at)})"


def _group(
    request: HttpRequest, title: str, entities: list[Entity], counts: Counts, age: str
) -> Group:
    links = [_link(request, entity, counts, age) for entity in entities]
    legacy = all(entity.lifecycle == "deprecate" for entity in entities)
    folds = legacy or all(entity.system.folded for entity in entities)
    unfolded = not folds or any(link.current for link in links)
    own = all(entity.system.name == OWN for entity in entities)
    note = "" if own or conf.embedded() else _elsewhere(entities[0].system)
    return Group(title, links, folds, legacy, unfolded, note, own)


def _elsewhere(system: System) -> str:
    """What to know of a system that lives in another region than those whose home this one is."""
    here = conf.region()
    homes = {known.region for known in catalogue.systems if known.name != OWN}
    if here == system.region or here not in homes:
        return ""
    return f"Lives in {system.region} by default. This Keyroom reads {here}."


def _link(request: HttpRequest, entity: Entity, counts: Counts, age: str) -> Link:
    count = counts.of(entity) if counts.counted_at else None
    if counts.counted_at and count is None:
        count = 0
    current = request.path.startswith(entity_url(entity))
    shown = "" if count is None else f"{count:,}"
    mark = _mark(entity, counts)
    return Link(entity.titles, menu_url(entity), entity.icon, shown, age, mark, current)


def _mark(entity: Entity, counts: Counts) -> str:
    """“3 over a tier limit, 1 ghost company”: what is bad, never what is merely notable."""
    bad = [(counts.watched(entity, w), w.label.lower()) for w in entity.watches if w.tone == "bad"]
    return ", ".join(f"{count:,} {label}" for count, label in bad if count)
