"""One call of the service: counted, its answer decoded, its errors turned into refusals."""

from decimal import Decimal

from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError

from entities.dynamodb.codec import from_wire
from entities.dynamodb.errors import refusal
from entities.dynamodb.fastpath import DAMAGED, DECODED
from entities.dynamodb.metering import WRITES, counting
from entities.dynamodb.spending import ledger
from entities.errors import ServiceRefused

READS = frozenset({"GetItem", "Query", "Scan", "BatchGetItem"})
DATA = READS | WRITES | {"TransactGetItems"}
HOLDS = {"Query": "Items", "Scan": "Items", "BatchGetItem": "Responses"}


def call(client: BaseClient, operation: str, table: str, arguments: dict) -> dict:
    """The answer, with items as our values where it holds any.

    `table` is named in refusals only. Raises Refusal, never an error of botocore.
    """
    if operation in DATA:
        arguments = {**arguments, "ReturnConsumedCapacity": "TOTAL"}
    with counting(operation, table) as told:
        try:
            answer = getattr(client, xform_name(operation))(**arguments)
        except (ClientError, BotoCoreError) as error:
            refused = refusal(error, operation, table)
            told.error = type(refused).__name__
            raise refused from error
        told.units = _units_by_table(answer, table)
        ledger.count(operation, _consumed(answer))
    if operation not in READS:
        return answer
    return _readable(answer, operation, counted=arguments.get("Select") == "COUNT")


def units_of(answer: dict) -> Decimal:
    """The capacity units an answer says it consumed, over all its tables."""
    return sum(_units_by_table(answer, "").values(), Decimal(0))


def _units_by_table(answer: dict, asked: str) -> dict[str, Decimal]:
    """By real name; what an answer does not put down to a table, to the one that was asked."""
    units: dict[str, Decimal] = {}
    for entry in _consumed(answer):
        table = entry.get("TableName") or asked
        units[table] = units.get(table, Decimal(0)) + Decimal(str(entry.get("CapacityUnits") or 0))
    return units


def _consumed(answer: dict) -> list[dict]:
    """What each table of the call consumed."""
    consumed = answer.get("ConsumedCapacity") or []
    return [consumed] if isinstance(consumed, dict) else consumed


def _readable(answer: dict, operation: str, *, counted: bool) -> dict:
    # Botocore makes an empty answer of a body it cannot read; that must not look like “no items”.
    # An answer without an item is real if the short way read it, or capacity was told with it.
    told = {"Count" if counted else HOLDS.get(operation, "Item")}
    told |= set() if operation in HOLDS else {DECODED, "ConsumedCapacity"}
    if DAMAGED in answer or told.isdisjoint(answer):
        raise ServiceRefused(operation, "its answer could not be read")
    return answer if DECODED in answer else _from_botocore(answer)


def _from_botocore(answer: dict) -> dict:
    decoded = dict(answer)
    for name in ("Item", "LastEvaluatedKey"):
        if name in answer:
            decoded[name] = from_wire(answer[name])
    if "Items" in answer:
        decoded["Items"] = [from_wire(item) for item in answer["Items"]]
    for table, items in answer.get("Responses", {}).items():
        decoded["Responses"] = decoded["Responses"] | {table: [from_wire(item) for item in items]}
    for table, left in answer.get("UnprocessedKeys", {}).items():
        keys = [from_wire(key) for key in left["Keys"]]
        decoded["UnprocessedKeys"] = decoded["UnprocessedKeys"] | {table: {**left, "Keys": keys}}
    return decoded
