"""The properties of one table after the next update towards those wanted."""

from entities.operations.tables.cloudformation.properties import (
    FIXED,
    attribute_types,
    indexes_of,
    key_names,
    same_index,
)

ON_DEMAND = "PAY_PER_REQUEST"


def next_table(held: dict, wanted: dict) -> dict:
    """As wanted, but for what cannot change, or not yet."""
    properties = dict(wanted)
    for name in FIXED:
        _put(properties, name, held.get(name))
    _put(properties, "GlobalSecondaryIndexes", _next_indexes(held, wanted))
    _put(properties, "TimeToLiveSpecification", _next_time_to_live(held, wanted))
    _put(properties, "StreamSpecification", _next_stream(held, wanted))
    properties["AttributeDefinitions"] = _next_attributes(held, wanted, properties)
    return properties


def _put(properties: dict, name: str, value: object) -> None:
    if value:
        properties[name] = value
    else:
        properties.pop(name, None)


def _next_indexes(held: dict, wanted: dict) -> list[dict]:
    """One index fewer or one more: first what is built anew goes, then what is missing comes, and
    what nobody wants goes last, when every reader has its new index."""
    before, after = indexes_of(held), indexes_of(wanted)
    missing = [name for name in after if name not in before]
    extra = [name for name in before if name not in after]
    stale = [name for name in before if name in after and not same_index(held, wanted, name)]
    stale += [name for name in extra if _other_types(before[name], held, wanted)]
    following = {
        **{name: after[name] for name in after if name in before},
        **{name: _billed(before[name], wanted) for name in (*stale, *extra)},
    }
    if stale:
        del following[stale[0]]
    elif missing:
        following[missing[0]] = after[missing[0]]
    elif extra:
        del following[extra[0]]
    order = dict.fromkeys((*after, *before))
    return [following[name] for name in order if name in following]


def _other_types(index: dict, held: dict, wanted: dict) -> bool:
    """Whether a key of the index gets another type, which nothing else can use before."""
    before, after = attribute_types(held), attribute_types(wanted)
    return any(after.get(name, before[name]) != before[name] for name in key_names(index))


def _billed(index: dict, wanted: dict) -> dict:
    """The index without capacity of its own where the table is billed on demand."""
    if wanted.get("BillingMode") != ON_DEMAND:
        return index
    return {name: value for name, value in index.items() if name != "ProvisionedThroughput"}


def _next_time_to_live(held: dict, wanted: dict) -> dict | None:
    """Another attribute only after the old one is switched off."""
    before, after = held.get("TimeToLiveSpecification"), wanted.get("TimeToLiveSpecification")
    expiring = bool(before and before["Enabled"])
    if expiring and (after is None or after["AttributeName"] != before["AttributeName"]):
        return before | {"Enabled": False}
    return after


def _next_stream(held: dict, wanted: dict) -> dict | None:
    """Another view only after the old stream is closed."""
    before, after = held.get("StreamSpecification"), wanted.get("StreamSpecification")
    return None if before and after and before != after else after


def _next_attributes(held: dict, wanted: dict, properties: dict) -> list[dict]:
    """The types of exactly the attributes in use; of what stays in use, as they are."""
    staying = indexes_of(held).keys() & indexes_of(properties).keys()
    kept = {name for index in staying for name in key_names(indexes_of(held)[index])}
    for fixed in (properties, *properties.get("LocalSecondaryIndexes", ())):
        kept.update(key_names(fixed))
    types = attribute_types(wanted) | {
        name: kind for name, kind in attribute_types(held).items() if name in kept
    }
    used = kept.union(*(key_names(index) for index in indexes_of(properties).values()))
    return [
        {"AttributeName": name, "AttributeType": kind}
        for name, kind in types.items()
        if name in used
    ]
