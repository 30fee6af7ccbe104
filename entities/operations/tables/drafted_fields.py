"""The fields of a drafted declaration: guesses from a sample, references and composed keys."""

from entities.catalogue import Catalogue
from entities.operations.tables.guesses import Guess, guess
from entities.operations.tables.quoting import flat, quoted, tuple_of
from entities.operations.tables.samples import Sample
from entities.schema.entity import Entity
from entities.schema.values import Item


def drafted_fields(sample: Sample, catalogue: Catalogue) -> dict[str, Guess]:
    """By attribute, in the order of the sample."""
    return {
        name: _guess(sample, catalogue, name, values) for name, values in sample.attributes.items()
    }


def _guess(sample: Sample, catalogue: Catalogue, name: str, values: list) -> Guess:
    table = sample.table
    keys = {*table.keys, *(key for index in table.indexes for key in index.keys)}
    key_type = table.key_type(name) if name in keys else ""
    found = guess(
        name,
        values,
        key_type=key_type,
        expires=name == table.settings.ttl,
        mask=table.system.masks.of(name),
    )
    arguments = found.arguments
    target = _target(sample, catalogue, name)
    parts = _parts(sample, name)
    if name in table.keys:
        arguments = ("required=True", *arguments)
    if target and found.kind == "Text":
        return Guess("Reference", (f"to={quoted(target.name)}", *arguments))
    if parts and found.kind == "Text":
        return Guess("Composite", (flat(tuple_of(parts, "parts")), *arguments))
    return Guess(found.kind, arguments, found.choices)


def _target(sample: Sample, catalogue: Catalogue, name: str) -> Entity | None:
    """The entity that an attribute refers to, where its name and the keys leave no doubt."""
    attributes = sample.attributes
    targets = [
        entity
        for entity in catalogue.of_system(sample.table.system.name)
        if entity not in sample.declared
        and entity.kind is None
        and entity.generation == sample.table.generation
        and entity.keys[-1] == name
        and all(key in attributes for key in entity.keys)
        and name.lower() == f"{_singular(entity.name)}id"
    ]
    return targets[0] if len(targets) == 1 else None


def _singular(name: str) -> str:
    """The last word of an entity's name, in the singular: company-users is user."""
    word = name.rpartition("-")[2]
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _parts(sample: Sample, name: str) -> tuple[str, ...]:
    """The attributes that `a#b` is made of, if every item of the sample agrees."""
    parts = tuple(name.split("#"))
    agrees = all(_is_made_of(item, name, parts) for item in sample.items if name in item)
    return parts if len(parts) > 1 and set(parts) <= sample.attributes.keys() and agrees else ()


def _is_made_of(item: Item, name: str, parts: tuple[str, ...]) -> bool:
    return item[name] == "#".join(str(item.get(part, "")) for part in parts)
