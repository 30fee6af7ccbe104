"""Reads the answers of the four reading operations straight into our values.

botocore walks the shape of every attribute value; half of a page's time goes there. Its documented
component `response_parser_factory` lets us read these bodies ourselves; everything else, and every
body we do not understand, goes to botocore's own parser.
"""

import json
from binascii import crc32
from decimal import Decimal

from botocore.parsers import ResponseParserFactory
from botocore.session import Session
from botocore.utils import lowercase_dict

from entities.dynamodb.readers import read_item

SHAPES = frozenset({"GetItemOutput", "QueryOutput", "ScanOutput", "BatchGetItemOutput"})
DECODED = "KeyroomDecoded"
DAMAGED = "KeyroomDamaged"
UNREADABLE = (
    ArithmeticError,  # of a Decimal
    AttributeError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,  # of JSON, base64 and unpacking
)


class FastParserFactory(ResponseParserFactory):
    """Makes parsers that know the short way, around the parsers botocore would have made."""

    def create_parser(self, protocol_name: str) -> "FastParser":
        return FastParser(super().create_parser(protocol_name))


class FastParser:
    """A parser as botocore's Endpoint uses it."""

    def __init__(self, botocores):
        self._botocores = botocores

    def parse(self, response: dict, shape) -> dict:
        """A decoded answer carries the mark DECODED; its items hold our values.

        An answer whose checksum is wrong carries DAMAGED and no items: the client repeats the call,
        and if the last try is damaged too, the mark tells.
        """
        if response["status_code"] != 200 or shape is None or shape.name not in SHAPES:
            return self._botocores.parse(response, shape)
        if _is_damaged(response):
            return {DAMAGED: True, **self._botocores.parse({**response, "body": b"{}"}, shape)}
        try:
            parsed = decode(json.loads(response["body"].decode(), parse_float=Decimal))
        except UnicodeDecodeError:
            return {DAMAGED: True, **self._botocores.parse({**response, "body": b"{}"}, shape)}
        except UNREADABLE:
            return self._botocores.parse(response, shape)
        parsed["ResponseMetadata"] = _metadata(response)
        return parsed


def install(session: Session) -> None:
    """Make every client that the session creates from now on use the short way."""
    session.register_component("response_parser_factory", FastParserFactory())


def decode(body: dict) -> dict:
    """The answer with items, keys and cursors as our values. Raises one of UNREADABLE."""
    parsed = {DECODED: True, **body}
    if "Items" in body:
        parsed["Items"] = [read_item(item) for item in body["Items"]]
    for name in ("Item", "LastEvaluatedKey"):
        if body.get(name) is not None:
            parsed[name] = read_item(body[name])
    if "Responses" in body:
        parsed["Responses"] = {
            table: [read_item(item) for item in items] for table, items in body["Responses"].items()
        }
    if "UnprocessedKeys" in body:
        parsed["UnprocessedKeys"] = {
            table: {**left, "Keys": [read_item(key) for key in left["Keys"]]}
            for table, left in body["UnprocessedKeys"].items()
        }
    return parsed


def _is_damaged(response: dict) -> bool:
    stated = response["headers"].get("x-amz-crc32")
    return stated is not None and int(stated) != crc32(response["body"])


def _metadata(response: dict) -> dict:
    headers = lowercase_dict(response["headers"])
    metadata = {"HTTPStatusCode": response["status_code"], "HTTPHeaders": headers}
    if "x-amzn-requestid" in headers:
        metadata["RequestId"] = headers["x-amzn-requestid"]
    return metadata
