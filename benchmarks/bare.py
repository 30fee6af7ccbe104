"""The same reads without the dashboard: its calls, written down and sent by a plain boto3 client.

The plain client is boto3 as anybody gets it: botocore's own parser, checks and settings. It is
handed ready arguments and its answers are left as they come, so it does less than any page needs.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache

import boto3
from botocore import xform_name
from botocore.client import BaseClient

from entities import conf

PARAMETERS = "provide-client-params.dynamodb"  # botocore's event of every call
Call = tuple[str, dict]  # operation, arguments


@cache
def bare_client() -> BaseClient:
    return boto3.client("dynamodb", region_name=conf.region())


@contextmanager
def recorded(client: BaseClient) -> Iterator[list[Call]]:
    """Every call that the client makes meanwhile, in order."""
    calls: list[Call] = []

    def note(params: dict, model, **_event: object) -> None:
        calls.append((model.name, deepcopy(params)))

    client.meta.events.register(PARAMETERS, note, unique_id="recorded")
    try:
        yield calls
    finally:
        client.meta.events.unregister(PARAMETERS, unique_id="recorded")


def repeat(calls: list[Call]) -> Callable[[], list[dict]]:
    """What sends the calls again, one after the other, and returns their answers."""
    client = bare_client()
    prepared = [(getattr(client, xform_name(name)), arguments) for name, arguments in calls]
    return lambda: [method(**arguments) for method, arguments in prepared]
