"""Reading the properties of a table in a template."""

# A change of these replaces the table.
FIXED = ("TableName", "KeySchema", "LocalSecondaryIndexes")


def indexes_of(properties: dict) -> dict[str, dict]:
    """The global indexes by name."""
    return {index["IndexName"]: index for index in properties.get("GlobalSecondaryIndexes") or ()}


def key_names(keyed: dict) -> tuple[str, ...]:
    """The key attributes of a table or index, the partition key first."""
    return tuple(key["AttributeName"] for key in keyed["KeySchema"])


def attribute_types(properties: dict) -> dict[str, str]:
    definitions = properties.get("AttributeDefinitions") or ()
    return {known["AttributeName"]: known["AttributeType"] for known in definitions}


def same_index(before: dict, after: dict, name: str) -> bool:
    """Whether two tables have the same global index of this name."""
    return _shape(before, name) == _shape(after, name)


def _shape(properties: dict, name: str) -> tuple:
    index, types = indexes_of(properties)[name], attribute_types(properties)
    projection = index.get("Projection") or {}
    return (
        tuple((key["AttributeName"], key["KeyType"]) for key in index["KeySchema"]),
        tuple(types.get(key) for key in key_names(index)),
        projection.get("ProjectionType", "ALL"),
        frozenset(projection.get("NonKeyAttributes") or ()),
    )
