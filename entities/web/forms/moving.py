"""The page that moves an item to another key: its key fields, and what refers to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from entities.catalogue import catalogue
from entities.errors import ValueInvalid
from entities.operations.moving import Preview
from entities.operations.showing import Showing, ShownItem
from entities.operations.typing import text_of, value_of
from entities.schema.entity import Entity
from entities.schema.fields import Field
from entities.schema.values import Key
from entities.schema.viewer import Viewer
from entities.web.addresses import item_url
from entities.web.detail import company_page
from entities.web.forms.base import Base, proof_of, seal_base
from entities.web.forms.deletion import Touched, touched_by
from entities.web.forms.page import Wrong
from entities.web.forms.reading import reason_problem

MANNERS = {"S": "text", "N": "number", "B": "json"}


@dataclass(frozen=True)
class Part:
    """One part of the key: how it is now, what was typed, and what is wrong with that.

    A part that is `secret` is not shown; left empty it stays as it is.
    """

    declared: Field
    now: str
    text: str
    secret: bool = False
    problem: str = ""

    @property
    def id(self) -> str:
        return f"key-{self.declared.name}"


@dataclass(frozen=True)
class Typed:
    """What came back. `key` None where a part cannot be one; `problems` say why, by attribute."""

    texts: Mapping[str, str]
    reason: str
    key: Key | None
    problems: Mapping[str, str] = field(default_factory=dict)

    def token(self, base: Base) -> str:
        """One for the same click: the same form, sent with the same content."""
        content = json.dumps([base.token, self.reason, sorted(self.texts.items())])
        return sha256(content.encode()).hexdigest()[:36]


def read_key_typed(posted, entity: Entity, key: Key, *, must_reason: bool) -> Typed:
    """The key that was typed."""
    texts = {name: posted.get(f"key.{name}", "") for name in entity.keys}
    reason = posted.get("reason", "").strip()
    wrong = reason_problem(reason, must_reason=must_reason)
    problems = {"reason": wrong} if wrong else {}
    parts = []
    for name, held in zip(entity.keys, key, strict=True):
        try:
            parts.append(_part(entity, name, held, texts[name]))
        except ValueInvalid as refusal:
            problems[name] = str(refusal)
    return Typed(texts, reason, None if problems else tuple(parts), problems)


def _part(entity: Entity, name: str, held, text: str):
    """Raises ValueInvalid."""
    if entity.is_secret(name, held) and not text:
        return held
    return value_of(text, MANNERS[entity.key_type(name)])


@dataclass(frozen=True)
class MovePage:
    """All that the template receives."""

    entity: Entity
    shown: ShownItem
    url: str
    item_url: str
    parts: list[Part]
    touched: list[Touched]
    refusal: str
    sealed: str
    proof: str
    reason: str = ""
    reason_required: bool = False
    company_page: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason_problem(self) -> str:
        return self.problems.get("reason", "")

    @property
    def wrong(self) -> list[Wrong]:
        places = {part.declared.name: (part.declared.title, f"#{part.id}") for part in self.parts}
        places["reason"] = ("Reason", "#reason")
        return [Wrong(*_placed(places, name, said)) for name, said in self.problems.items()]

    @property
    def wrong_heading(self) -> str:
        return "It was not moved"

    def with_problems(self, problems: Mapping[str, str]) -> "MovePage":
        parts = [replace(p, problem=problems.get(p.declared.name, "")) for p in self.parts]
        return replace(self, parts=parts, problems=problems)


def _placed(places: Mapping[str, tuple[str, str]], name: str, said: str) -> tuple[str, str, str]:
    label, href = places.get(name, ("", ""))
    return label, said, href


def move_page(
    preview: Preview,
    base: Base,
    viewer: Viewer,
    *,
    now: datetime,
    url: str,
    must_reason: bool,
    typed: Typed | None = None,
) -> MovePage:
    entity = preview.entity
    return MovePage(
        entity,
        Showing(catalogue, viewer, now).item(entity, preview.item),
        url,
        item_url(entity, preview.key),
        [_shown_part(entity, *part, typed) for part in zip(entity.keys, preview.key, strict=True)],
        [touched_by(of, viewer) for of in preview.referrers],
        preview.refusal,
        seal_base(base, entity, preview.key, viewer),
        proof_of(url),
        typed.reason if typed else "",
        must_reason,
        company_page(entity, entity.company_of(preview.item)),
    )


def _shown_part(entity: Entity, name: str, held, typed: Typed | None) -> Part:
    secret = entity.is_secret(name, held)
    now = "" if secret else text_of(held, MANNERS[entity.key_type(name)])
    return Part(entity.field(name), now, typed.texts[name] if typed else now, secret)
