"""Two companies that fill every field of every entity, told apart by a word in all they hold."""

import json
from base64 import b64encode
from decimal import Decimal
from functools import singledispatch

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.schema import fields
from entities.schema.entity import Entity
from entities.schema.values import Item
from tests.web.cast import index

OURS, THEIRS = "applecore", "zebrafish"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
SHARED = {"contractorId": "cont_GENERAL", "invoiceNum": "SHARED-1", "email": "shared@example.org"}
SHARED |= {"name": "Shared name", "companyEmail": "shared@example.org"}
SECRETS = {OURS: "a1" * 32, THEIRS: "b2" * 32}


@singledispatch
def value(field: fields.Field, word: str, number: int):
    """What the field holds in the item of this number."""
    return f"{word}-{field.name}-{number}" if number else f"{word}-{field.name}"


@value.register
def _(field: fields.Choice, word: str, number: int):
    return field.choices[number % len(field.choices)]


@value.register(fields.Date)
@value.register(fields.Timestamp)
def _(field, word: str, number: int):
    year = 1717 if word == THEIRS else 2025
    return f"{year}-0{number + 1}-15" + ("" if isinstance(field, fields.Date) else "T10:00:00.000Z")


@value.register(fields.Number)
@value.register(fields.Epoch)
def _(field, word: str, number: int):
    return Decimal(771771 if word == THEIRS else 5) + number


@value.register
def _(field: fields.Flag, word: str, number: int):
    return word == THEIRS


@value.register
def _(field: fields.Picture, word: str, number: int):
    return {"name": f"{word}.png", "type": "image/png", "data": b64encode(PICTURE).decode()}


@value.register
def _(field: fields.JsonText, word: str, number: int):
    return json.dumps({"note": word})


@value.register
def _(field: fields.Map, word: str, number: int):
    return {"note": word}


@value.register
def _(field: fields.List, word: str, number: int):
    return [word]


@value.register
def _(field: fields.Binary, word: str, number: int):
    return word.encode()


@value.register
def _(field: fields.TextSet, word: str, number: int):
    return frozenset({word})


def items(entity: Entity, word: str) -> list[Item]:
    """Up to three: the second shares facts with the other company, the third has a secret id."""
    made = [_item(entity, word, number) for number in range(3)]
    shared = {name: text for name, text in SHARED.items() if name in entity.fields_by_name}
    made[1] |= {name: text for name, text in shared.items() if name not in entity.keys}
    for secret in entity.secret_keys:
        made[2][secret.attribute] = SECRETS[word]
    return list({entity.key_of(item): item for item in made}.values())


def _item(entity: Entity, word: str, number: int) -> Item:
    made = {field.name: value(field, word, number) for field in entity.fields}
    for field in entity.references:
        made[field.name] = f"{word}-{field.name}"
    if entity.company_attribute:
        made[entity.company_attribute] = word
    if entity.sort:
        made[entity.sort] = f"{word}-{entity.sort}" + (f"-{number}" if number else "")
    for name in entity.kind.none_of if entity.kind else ():
        made.pop(name, None)
    for name in entity.kind.any_of if entity.kind else ():
        made.setdefault(name, word)
    return made | {"undeclared": word, "nested": {"deep": [word]}}


def fill(store, *words: str) -> None:
    """Everything of these companies, counted and looked up."""
    for entity in catalogue.entities:
        if entity.counted:
            put_all(store, entity, [item for word in words for item in items(entity, word)])
    index(store)
