"""A stand-in for DynamoDB that costs next to nothing: `python -m benchmarks.page_server COUNT`.

It holds COUNT made-up expenses, answers scans of them in pages of 1 MB and reads of their keys, has
whatever else is referred to, finds nothing in indexes, and accepts every transaction without
keeping it. So what is measured on it is ours. It prints its port and serves until it is ended.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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


class Tables:
    """What stands in for the tables: `count` expenses, and everything that is referred to."""

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

    # ---- operations by name --------------------------------------------------------------------

    def describe_table(self, TableName: str, **_more) -> dict:  # noqa: N803
        definition = table_definition(self.entity(TableName))
        indexes = [
            {**index, "IndexStatus": "ACTIVE"}
            for index in definition.get("GlobalSecondaryIndexes", ())
        ]
        told = {"TableName": TableName, "TableStatus": "ACTIVE", "GlobalSecondaryIndexes": indexes}
        kept = ("KeySchema", "AttributeDefinitions")
        return {"Table": {**told, **{name: definition[name] for name in kept}}}

    def scan(self, TableName: str, ExclusiveStartKey: dict | None = None, **_more) -> dict:  # noqa: N803
        start = number_of(ExclusiveStartKey) + 1 if ExclusiveStartKey else 0
        items, size = [], 0
        for number in range(start, self.count):
            items.append(expense(number))
            size += len(json.dumps(items[-1]))
            if size > PAGE_BYTES:
                break
        last = start + len(items) - 1
        more = {"LastEvaluatedKey": self._key(last)} if last + 1 < self.count else {}
        return {"Items": items, "Count": len(items), "ScannedCount": len(items), **more}

    def _key(self, number: int) -> dict:
        return {name: expense(number)[name] for name in EXPENSES.keys}

    def query(self, **_asked) -> dict:
        return {"Items": [], "Count": 0, "ScannedCount": 0}

    def get_item(self, TableName: str, Key: dict, **_more) -> dict:  # noqa: N803
        item = self.find(TableName, Key)
        return {"Item": item} if item else {}

    def batch_get_item(self, RequestItems: dict, **_more) -> dict:  # noqa: N803
        found = {
            table: [item for key in asked["Keys"] if (item := self.find(table, key))]
            for table, asked in RequestItems.items()
        }
        return {"Responses": found, "UnprocessedKeys": {}}

    def transact_write_items(self, **_asked) -> dict:
        return {}


OPERATIONS: dict[str, Callable] = {
    "DescribeTable": Tables.describe_table,
    "Scan": Tables.scan,
    "Query": Tables.query,
    "GetItem": Tables.get_item,
    "BatchGetItem": Tables.batch_get_item,
    "TransactWriteItems": Tables.transact_write_items,
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, tables: Tables, *arguments):
        self.tables = tables
        super().__init__(*arguments)

    def do_POST(self) -> None:  # noqa: N802
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        operation = OPERATIONS[self.headers["X-Amz-Target"].partition(".")[2]]
        body = json.dumps(operation(self.tables, **asked)).encode()
        self.send_response_only(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said) -> None:
        pass


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, Tables(int(sys.argv[1]))))
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
