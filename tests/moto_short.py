"""Has moto answer requests for DynamoDB the short way: what it holds and decides is not touched.

moto takes every request through what all its services need, guesses every name of an answer in
several spellings, and walks the model of the service for each attribute of each item.
"""

import re
from functools import cache, wraps
from urllib.parse import urlparse

import moto.core.responses
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.parse import JSONParser
from moto.core.serialize import JSONSerializer, XFormedAttributePicker
from moto.core.utils import get_service_model
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

from tests.tracing import untraced

ADDRESS = re.compile(r"https?://dynamodb\.([a-z0-9-]+)\.amazonaws\.com/$")


def install() -> None:
    BotocoreStubber.process_request = untraced(_straight(BotocoreStubber.process_request))
    XFormedAttributePicker.get_possible_keys = _guessed_once(
        XFormedAttributePicker.get_possible_keys
    )
    JSONSerializer._serialize_type_structure = _values_at_once(
        JSONSerializer._serialize_type_structure
    )
    DynamoType.cast_value = _texts_at_once(DynamoType.cast_value)
    Table.all_items = _in_order
    names = moto.core.responses.method_names_from_class
    moto.core.responses.method_names_from_class = cache(names)


def _straight(process_request):
    """From the request of botocore to the handler, past the routes and guesses of moto."""

    @wraps(process_request)
    def process(stubber, request):
        address = ADDRESS.match(request.url)
        if not address:
            return process_request(stubber, request)
        return _handler_of(request, region=address[1]).call_action()

    return process


def _handler_of(request, region: str) -> DynamoHandler:
    handler = DynamoHandler()
    handler.headers = {name.lower(): _text(value) for name, value in request.headers.items()}
    handler.headers["Content-Type"] = handler.headers["content-type"]
    handler.querystring = {}
    handler.uri, handler.parsed_url, handler.method = request.url, urlparse(request.url), "POST"
    handler.region, handler.current_account = region, DEFAULT_ACCOUNT_ID
    handler.response_headers = {"server": "amazon.com"}
    operation = get_service_model("dynamodb").operation_model(handler._get_action())
    handler.params = JSONParser(operation).parse({"body": request.body})
    return handler


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _guessed_once(get_possible_keys):
    """The spellings of a name in a dictionary depend on its place in the model alone."""
    guessed = {}

    @wraps(get_possible_keys)
    def guess(picker, context):
        if type(context.obj) is not dict:
            return get_possible_keys(picker, context)
        parent = getattr(context.shape, "parent", None)
        place = (parent and parent.name, context.shape.name, context.key)
        if place not in guessed:
            guessed[place] = tuple(get_possible_keys(picker, context))
        return guessed[place]

    return guess


def _values_at_once(serialize):
    """Attribute values are written by their one name, not by trying the ten there are."""

    @wraps(serialize)
    def write(serializer, serialized, value, shape, key):
        if shape.name == "AttributeValue" and type(value) is dict:
            serialized[key] = _written(serializer, value)
        else:
            serialize(serializer, serialized, value, shape, key)

    return write


def _written(serializer, value: dict) -> dict:
    """A value as it stands in the body of an answer."""
    ((kind, held),) = value.items()
    if kind == "M":
        return {"M": {name: _written(serializer, inner) for name, inner in held.items()}}
    if kind == "L":
        return {"L": [_written(serializer, inner) for inner in held]}
    if kind == "B":
        return {"B": serializer._base64(held)}
    if kind == "BS":
        return {"BS": [serializer._base64(member) for member in held]}
    return value


def _texts_at_once(cast_value: property) -> property:
    """A text is compared as it stands; moto asks for five other types first."""

    def cast(value: DynamoType):
        return value.value if value.type == "S" else cast_value.fget(value)

    return property(cast)


def _in_order(table: Table) -> list[Item]:
    """All items by their keys, each of which is cast once and not in every comparison."""
    if not table.has_range_key:
        return sorted(table.items.values(), key=lambda item: item.hash_key.cast_value)
    items = [item for held in table.items.values() for item in held.values()]
    return sorted(items, key=lambda item: (item.hash_key.cast_value, item.range_key.cast_value))
