"""JSON lines: `{"Item": {...}}` a line, in DynamoDB's own JSON, as its export to S3 writes them.

What the viewer may not see stands beside the item, as `"Masked": {name: text}`, and not in it.
"""

import json
from collections.abc import Mapping
from decimal import Decimal

from entities.dynamodb.limits import check_value
from entities.dynamodb.typed_json import from_typed_item, to_typed_item
from entities.errors import ValueInvalid
from entities.operations.transfer.columns import compact
from entities.schema.masking import Masked
from entities.schema.values import Item, Value


def write_line(held: Mapping[str, Value | Masked]) -> str:
    """One item on a line, its attributes in one order."""
    clear = {name: value for name, value in held.items() if not isinstance(value, Masked)}
    masked = {name: value.text for name, value in held.items() if isinstance(value, Masked)}
    line = {"Item": to_typed_item(clear)} | ({"Masked": masked} if masked else {})
    return compact(line) + "\n"


def read_line(text: str) -> tuple[Item, frozenset[str]]:
    """The item, and the names of what is masked in it. Raises ValueInvalid."""
    held = _loaded(text)
    if not isinstance(held, dict) or "Item" not in held or held.keys() - {"Item", "Masked"}:
        raise ValueInvalid("", 'a line is an object like {"Item": {"name": {"S": "text"}}}')
    item = from_typed_item(held["Item"])
    for name, value in item.items():
        check_value(value, name)
    masked = held.get("Masked", {})
    if not isinstance(masked, dict):
        raise ValueInvalid("", "“Masked” is an object of texts")
    for name in masked.keys() & item.keys():
        raise ValueInvalid(name, "it stands in the item and among what is masked")
    return item, frozenset(masked)


def _loaded(text: str) -> object:
    try:
        return json.loads(
            text,
            parse_float=Decimal,  # refused later: in DynamoDB's JSON a number is a text
            parse_int=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as error:
        said = f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise ValueInvalid("", f"this is not JSON: character {error.colno}: {said}") from error
    except RecursionError as error:
        raise ValueInvalid("", "lists and maps nest at most 32 deep") from error


def _no_constant(word: str):
    raise ValueInvalid("", f"“{word}” is not a value in JSON")


def _once(pairs: list[tuple[str, object]]) -> dict:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueInvalid("", "a name stands twice in one object")
    return held


def read_masked_line(text: str) -> dict[str, Value | Masked]:
    """What `write_line` wrote, masks included."""
    held = json.loads(text)
    masked = {name: Masked(said) for name, said in held.get("Masked", {}).items()}
    return from_typed_item(held["Item"]) | masked
