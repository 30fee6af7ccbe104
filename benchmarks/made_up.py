"""Tables of companies that are made up while they are read: any number of items, and no storage.

They hold so many expenses, in pages of 1 MB, and whatever else is referred to; indexes find
nothing, and what is written is not kept.
"""

import json
from collections.abc import Iterable

from entities.catalogue import catalogue
from entities.dynamodb.table_schema import table_definition

EXPENSES = catalogue.entity("expenses")
PAGE_BYTES = 1_000_000
COMPANIES = 100
KEPT = ("companies", "company-users", "projects", "contractors", "works")  # what is referred to


def expense(number: int) -> dict:
    """The item of this number as it travels: 20 attributes, about 700 bytes."""
    return {
        "companyId": {"S": f"comp_{number % COMPANIES:03}"},
        "expenseId": {"S": f"exp_1748765{number:09}_abcdefghi"},
        "projectId": {"S": f"proj_1748765{number % 900:06}_abcdefghi"},
        "contractorId": {"S": f"contr_1748765{number % 700:06}_abcdefghi"},
        "workId": {"S": ""},
        "userId": {"S": "user_2abcdefghijklmnopqrstuvwxyz"},
        "invoiceNum": {"S": f"INV-{number:08}"},
        "date": {"S": f"2025-0{number % 9 + 1}-1{number % 9}"},
        "description": {"S": f"Sand, gravel and cement, delivery number {number}"},
        "status": {"S": ("pending", "approved", "paid")[number % 3]},
        "amount": {"N": f"{1180 + number}.50"},
        "baseAmount": {"N": f"{1000 + number}.42"},
        "vatAmount": {"N": "180.08"},
        "vatRate": {"N": "0.18"},
        "paymentMethod": {"S": "מזומן"},
        "createdAt": {"S": "2025-06-01T08:00:00.000Z"},
        "updatedAt": {"S": "2025-06-01T08:00:00.000Z"},
        "tags": {"SS": ["cement", "gravel", "sand"]},
        "exact": {"N": f"{number:038}".replace("0", "7")},
        "nested": {"M": {"site": {"S": "north"}, "levels": {"L": [{"N": "1"}, {"BOOL": True}]}}},
    }


def number_of(key: dict) -> int:
    return int(key["expenseId"]["S"].split("_")[1][7:])


class Unknown(Exception):
    """No such operation here."""


class MadeUp:
    """`count` expenses, and everything that is referred to."""

    def __init__(self, count: int):
        self.count = count
        self.named: dict[str, tuple] = {}

    def entity(self, table: str):
        """The entity whose table a name ends with, the longest first."""
        if table not in self.named:
            fitting = [e for e in catalogue.tables if table.endswith(e.table)]
            self.named[table] = max(fitting, key=lambda e: len(e.table))
        return self.named[table]

    def find(self, table: str, key: dict) -> dict | None:
        entity = self.entity(table)
        if entity is EXPENSES:
            return expense(number_of(key)) if number_of(key) < self.count else None
        return {**key, "name": {"S": "Kept"}} if entity.name in KEPT else None

    def is_ours(self, table: str) -> bool:
        """Whether it is one of the dashboard's own tables: those are kept, and not made up."""
        return self.entity(table).system.name == "dashboard"

    def answer(self, operation: str, asked: dict) -> bytes:
        """The body of the answer to an operation by its name. Raises Unknown."""
        if operation not in OPERATIONS:
            raise Unknown
        answered = OPERATIONS[operation](self, **asked)
        return answered if isinstance(answered, bytes) else json.dumps(answered).encode()

    def items(self, table: str, keys: Iterable[dict]) -> list[dict]:
        return [item for key in keys if (item := self.find(table, key))]

    # ---- operations by name --------------------------------------------------------------------

    def describe_table(self, TableName: str, **_more) -> dict:  # noqa: N803
        definition = table_definition(self.entity(TableName))
        indexes = [
            {**index, "IndexStatus": "ACTIVE"}
            for index in definition.get("GlobalSecondaryIndexes", ())
        ]
        arn = f"arn:aws:dynamodb:us-east-1:000000000000:table/{TableName}"
        told = {"TableName": TableName, "TableArn": arn, "TableStatus": "ACTIVE"}
        told["GlobalSecondaryIndexes"] = indexes
        kept = ("KeySchema", "AttributeDefinitions")
        return {"Table": {**told, **{name: definition[name] for name in kept}}}

    def scan(
        self,
        TableName: str,  # noqa: N803
        ExclusiveStartKey: dict | None = None,  # noqa: N803
        Segment: int = 0,  # noqa: N803
        TotalSegments: int = 1,  # noqa: N803
        **_more,
    ) -> bytes:
        count = self.count if self.entity(TableName) is EXPENSES else 0
        first, end = (count * n // TotalSegments for n in (Segment, Segment + 1))
        start = number_of(ExclusiveStartKey) + 1 if ExclusiveStartKey else first
        texts, size = [], 0
        for number in range(start, end):
            texts.append(json.dumps(expense(number)))
            size += len(texts[-1])
            if size > PAGE_BYTES:
                break
        last, found = start + len(texts) - 1, len(texts)
        facts = {"Count": found, "ScannedCount": found}
        facts |= {"LastEvaluatedKey": self._key(last)} if texts and last + 1 < end else {}
        return f'{{"Items": [{", ".join(texts)}], {json.dumps(facts)[1:]}'.encode()

    def _key(self, number: int) -> dict:
        return {name: expense(number)[name] for name in EXPENSES.keys}

    def query(self, **_asked) -> dict:
        return {"Items": [], "Count": 0, "ScannedCount": 0}

    def get_item(self, TableName: str, Key: dict, **_more) -> dict:  # noqa: N803
        item = self.find(TableName, Key)
        return {"Item": item} if item else {}

    def describe_continuous_backups(self, **_asked) -> dict:
        return {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "DISABLED"}}

    def describe_time_to_live(self, **_asked) -> dict:
        return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}

    def list_tags_of_resource(self, **_asked) -> dict:
        return {"Tags": []}


OPERATIONS = {
    "DescribeTable": MadeUp.describe_table,
    "DescribeContinuousBackups": MadeUp.describe_continuous_backups,
    "DescribeTimeToLive": MadeUp.describe_time_to_live,
    "ListTagsOfResource": MadeUp.list_tags_of_resource,
    "Scan": MadeUp.scan,
    "Query": MadeUp.query,
    "GetItem": MadeUp.get_item,
}
