"""A page of items through our reading of the answers, and through botocore's own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from boto3.dynamodb.types import TypeDeserializer
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient

from benchmarks.bare import bare_client
from benchmarks.subjects import PAGE, Subjects
from benchmarks.table import Row
from benchmarks.timing import side_by_side
from entities.catalogue import catalogue
from entities.conf import get_store

ANSWERED, SENDING = "response-received.dynamodb", "before-send.dynamodb"  # botocore's events


def measure_parsing(subjects: Subjects, times: int) -> list[Row]:
    """Whole items, over the network and with the network replaced by the same answer.

    Ours always makes Python values; the bare client leaves them as typed maps, and the last row
    turns those into values with boto3's own deserializer.
    """
    expenses = catalogue.entity("expenses")
    query = {
        "TableName": get_store().table(expenses),
        "KeyConditionExpression": f"{expenses.partition} = :company",
        "ExpressionAttributeValues": {":company": {"S": subjects.listed.key[0]}},
        "Limit": PAGE,
    }
    ours, bare = (_reader(client, query) for client in (get_store().client, bare_client()))
    rows = [_row("client: 50 items", ours, bare, times)]
    with _stubbed(query):
        rows += [
            _row("client: 50 items, no network", ours, bare, times),
            _row("… beside boto3's values", ours, lambda: _as_values(bare()), times),
        ]
    return rows


def _row(name: str, ours: Callable, bare: Callable, times: int) -> Row:
    return Row(name, len(ours()), *side_by_side(ours, bare, times=times))


def _reader(client: BaseClient, query: dict) -> Callable[[], list[dict]]:
    return lambda: client.query(**query)["Items"]


def _as_values(items: list[dict]) -> list[dict]:
    read = TypeDeserializer().deserialize
    return [{name: read(typed) for name, typed in item.items()} for item in items]


@contextmanager
def _stubbed(query: dict) -> Iterator[None]:
    """Both clients get the answer of one real query back, without a connection."""
    answer = _answer(query)

    def send(request, **_event: object) -> AWSResponse:
        return AWSResponse(request.url, answer["status_code"], answer["headers"], Body(answer))

    with ExitStack() as stack:
        for client in (get_store().client, bare_client()):
            client.meta.events.register(SENDING, send, unique_id="stub")
            stack.callback(client.meta.events.unregister, SENDING, unique_id="stub")
        yield


def _answer(query: dict) -> dict:
    """What the engine answers: status code, headers and body."""
    answers: list[dict] = []
    events = bare_client().meta.events

    def keep(response_dict: dict, **_event: object) -> None:
        answers.append(response_dict)

    events.register(ANSWERED, keep, unique_id="keep")
    bare_client().query(**query)
    events.unregister(ANSWERED, unique_id="keep")
    return answers[0]


class Body:
    """A body as botocore reads it from urllib3."""

    def __init__(self, answer: dict):
        self._content = answer["body"]

    def stream(self) -> Iterator[bytes]:
        yield self._content
