"""How many items an index holds, counted: DescribeTable's figure is hours old."""

from entities.dynamodb.codec import to_wire
from entities.dynamodb.store import Store
from entities.schema.values import Item


def count_page(
    store: Store, table: str, index: str, after: Item | None = None
) -> tuple[int, Item | None]:
    """The items of one page of an index, and where the next page begins; None at the end.

    It costs what reading the index costs. `table` is the real name.
    """
    asked = {"TableName": table, "IndexName": index, "Select": "COUNT"}
    if after is not None:
        asked["ExclusiveStartKey"] = to_wire(after)
    answer = store.call("Scan", table, asked)
    return answer["Count"], answer.get("LastEvaluatedKey") or None
