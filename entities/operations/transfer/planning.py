"""The plan of an import: line by line what would happen, compared with what is stored now.

What an item does not get from the file is left alone: attributes that are absent there, masked
ones, and those we set ourselves. Hidden attributes count as changed whenever the file sets them,
since a plan that called them “same” could be used to guess them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice

from entities.catalogue import Catalogue
from entities.dynamodb.limits import check_key
from entities.errors import ValueInvalid
from entities.operations.creating import new_item
from entities.operations.editing import must_be_writable
from entities.operations.headings import key_text
from entities.operations.live import live
from entities.operations.merging import is_automatic
from entities.operations.references import label_keys, pointer, read_labels
from entities.operations.rules import problems
from entities.operations.settled import TOUCHED
from entities.operations.transfer.lines import Line
from entities.operations.transfer.masks import is_hidden
from entities.operations.transfer.met import Met
from entities.operations.wishes import Wish, differing, fulfilled
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, canonical, type_of
from entities.schema.viewer import Viewer

ADD, CHANGE, SAME = "add", "change", "same"
CONFLICT, RETYPE, ERROR = "conflict", "type change", "error"
VERDICTS = (ADD, CHANGE, RETYPE, SAME, CONFLICT, ERROR)
APPLIED = (ADD, CHANGE, RETYPE)
CHUNK = 100


@dataclass(frozen=True)
class Planned:
    """What one line would do. `before` and `after` are clear: pages show `changes_of` them.

    `set` is what the item gets from the file; `problems` are sentences by column, `notes` say what
    of the line is left alone.
    """

    line: int
    verdict: str
    key: Key | None = None
    before: Item | None = None
    after: Item | None = None
    set: Item = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def told(self, entity: Entity) -> str:
        """What the item is called by its key."""
        return key_text(entity, self.key) if self.key else ""


@dataclass(frozen=True)
class Planner:
    """Everything a plan depends on beside its lines."""

    store: object
    catalogue: Catalogue
    entity: Entity
    viewer: Viewer
    sealer: object
    now: datetime

    def plan(self, lines: Iterable[Line]) -> Iterator[Planned]:
        """One verdict per line, in order; 100 lines are compared in one call."""
        lines = self.distinct(lines)
        while chunk := list(islice(lines, CHUNK)):
            keys = {line.number: self._key(line) for line in chunk}
            found = self._stored({key for key in keys.values() if isinstance(key, tuple)})
            planned = [self._planned(line, keys[line.number], found) for line in chunk]
            yield from self._with_references(planned)

    def distinct(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The lines, of which those that repeat a key of an earlier one say so."""
        with closing(Met()) as met:
            for line in lines:
                key = self._key(line)
                first = line.number
                if isinstance(key, tuple):
                    mark = sha256(json.dumps(canonical(list(key))).encode()).digest()
                    first = met.first(mark, line.number)
                said = f"The same key stands on line {first} already."
                twice = first != line.number
                yield replace(line, problems={self.entity.keys[-1]: said}) if twice else line

    def _stored(self, keys: set[Key]) -> dict[Key, Item]:
        if not keys:
            return {}
        # Without the kind: what another entity of the table holds is in the way as well.
        whole = replace(self.entity, kind=None)
        found = self.store.batch_get({whole: keys}, consistent=True)
        return {key: item for (_, key), item in found.items()}

    def _key(self, line: Line) -> Key | dict[str, str]:
        """The key, or what is wrong with it by column."""
        wrong = {}
        for name in self.entity.keys:
            if name in line.masked:
                wrong[name] = f"{name}: the key is masked in this file, so the line names no item."
            elif name not in line.given and name not in line.problems:
                wrong[name] = f"{name}: the key is missing."
        if wrong or line.problems:
            return {**line.problems, **wrong}
        key = tuple(line.given[name] for name in self.entity.keys)
        try:
            check_key(self.entity, key)
        except ValueInvalid as refusal:
            return {refusal.field: str(refusal)}
        return key

    def _planned(self, line: Line, key: Key | dict[str, str], found: Mapping[Key, Item]) -> Planned:
        if isinstance(key, dict):
            return Planned(line.number, ERROR, problems=key)
        company = self.entity.company_of(line.given)
        before = found.get(key)
        if self.viewer.limited and not self._is_theirs(line, before):
            said = f"“{company or 'No company'}” is not one of the companies you work with."
            return Planned(line.number, ERROR, key, problems={self.entity.company_attribute: said})
        return self._added(line, key) if before is None else self._changed(line, key, before)

    def _is_theirs(self, line: Line, before: Item | None) -> bool:
        """The item as it is, and as the line would have it."""
        made = line.given if before is None else before | line.given
        held = before is None or self.viewer.sees(self.entity, before)
        return held and self.viewer.sees(self.entity, made)

    # ---- an item that is not there -------------------------------------------------------------

    def _added(self, line: Line, key: Key) -> Planned:
        """Exactly what the file says; what it does not speak of gets its default."""
        item = dict(line.given)
        if line.covered is not None:
            made = new_item(self.entity, line.given, now=self.now)
            item = {n: v for n, v in made.items() if n not in line.covered} | item
        asked = {f.name for f in self.entity.fields if not is_automatic(self.entity, f.name)}
        wrong = problems(self.entity, {}, item, sorted(asked | line.given.keys()))
        wrong |= self._of_the_kind(item)
        notes = tuple(f"{name} is masked in this file and stays away." for name in line.masked)
        verdict = ERROR if wrong else ADD
        return Planned(line.number, verdict, key, None, item, dict(line.given), wrong, notes)

    def _of_the_kind(self, item: Item) -> dict[str, str]:
        if self.entity.holds(item):
            return {}
        return {"": f"Stored like this it would be no {self.entity.label.lower()}."}

    # ---- an item that is there -----------------------------------------------------------------

    def _changed(self, line: Line, key: Key, before: Item) -> Planned:
        entity = self.entity
        given = {n: v for n, v in line.given.items() if n not in entity.keys}
        ours = {name for name in given if is_automatic(entity, name)}
        theirs = {name: value for name, value in given.items() if name not in ours}
        after = fulfilled(entity, before, Wish(theirs), self.sealer)
        mine = differing(before, after) | set(self._hidden(theirs))
        notes = tuple(self._notes(line, before, ours))
        if not mine:
            return Planned(line.number, SAME, key, before, before, notes=notes)
        wrong = problems(entity, before, after, sorted(mine)) | self._of_the_kind(after)
        changed = {name: value for name, value in theirs.items() if self._touches(name, mine)}
        verdict = _verdict(line, before, after, mine, wrong)
        wrong = wrong or _conflict(verdict)
        return Planned(line.number, verdict, key, before, after, changed, wrong, notes)

    def _touches(self, name: str, mine: frozenset[str]) -> bool:
        return bool(mine.intersection(self.entity.field(name).names)) or name in mine

    def _hidden(self, given: Item) -> list[str]:
        return [n for n, v in given.items() if is_hidden(self.entity, n, v)]

    def _notes(self, line: Line, before: Item, ours: Iterable[str]) -> Iterator[str]:
        differs = differing(before, before | {name: line.given[name] for name in ours})
        names = ", ".join(sorted(differs - {TOUCHED}))
        if names:
            yield f"Worked out by us, so left alone: {names}."
        if line.masked:
            yield f"Masked in this file, so left alone: {', '.join(sorted(line.masked))}."

    # ---- what the items refer to ---------------------------------------------------------------

    def _with_references(self, planned: list[Planned]) -> Iterator[Planned]:
        """References that a line sets must lead somewhere: looked up 100 at a time."""
        entity = self.entity
        wanted: dict = {}
        for one in planned:
            if one.verdict in APPLIED:
                names = _names_set(one)
                for to, keys in label_keys(self.catalogue, entity, [one.after], names).items():
                    wanted.setdefault(to, set()).update(keys)
        labels = read_labels(self.store, wanted, self.viewer) if wanted else {}
        for one in planned:
            wrong = dict(self._dangling(one, labels)) if one.verdict in APPLIED else {}
            yield _refused(one, wrong) if wrong else one

    def _dangling(self, one: Planned, labels: Mapping) -> Iterator[tuple[str, str]]:
        names = _names_set(one)
        for reference in self.entity.references:
            to = pointer(self.catalogue, self.entity, reference, one.after)
            missing = to and to.key and labels.get((to.entity.name, to.key), "") is None
            if reference.name in names and missing:
                said = f"“{reference.title}”: there is no {to.entity.label.lower()}"
                yield reference.name, f"{said} “{key_text(to.entity, to.key)}”."


def _names_set(one: Planned) -> Iterable[str]:
    return one.after if one.before is None else one.set


def _refused(one: Planned, wrong: Mapping[str, str]) -> Planned:
    return Planned(one.line, ERROR, one.key, one.before, one.after, problems=wrong, notes=one.notes)


def _verdict(line: Line, before: Item, after: Item, mine: frozenset[str], wrong: Mapping) -> str:
    if wrong:
        return ERROR
    seen = line.given.get(TOUCHED)
    if seen is not None and seen != before.get(TOUCHED):
        return CONFLICT
    both = before.keys() & after.keys() & mine
    return RETYPE if any(type_of(before[n]) != type_of(after[n]) for n in both) else CHANGE


def _conflict(verdict: str) -> dict[str, str]:
    if verdict != CONFLICT:
        return {}
    return {TOUCHED: "The item changed since this file was written, so the line is left out."}


def planner(
    store, catalogue: Catalogue, entity: Entity, *, viewer: Viewer, sealer, now: datetime
) -> Planner:
    """Raises ActionNotAllowed, ScopeTooNarrow, ReadOnly, and what a missing table raises."""
    viewer.must("import")
    viewer.must_browse(entity)
    table = live(store, entity)
    must_be_writable(table)
    return Planner(store, catalogue, table.entity, viewer, sealer, now)


class Digest:
    """Tells one plan from another: every verdict, and what is stored and would be stored."""

    def __init__(self, sealer):
        self._sealer = sealer
        self._hash = sha256()

    def add(self, one: Planned) -> Planned:
        parts = [
            one.line,
            one.verdict,
            canonical(list(one.key)) if one.key else None,
            canonical(one.before) if one.before is not None else None,
            canonical(one.set),
            sorted(one.problems.items()),
        ]
        self._hash.update(json.dumps(parts).encode())
        return one

    @property
    def text(self) -> str:
        # Keyed: a plain hash of masked values could be guessed.
        return self._sealer.seal(self._hash.digest(), "plan of an import")
