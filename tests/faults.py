"""Has the service misbehave, at the level of HTTP: what is sent and answered is real but for that.

A fault is armed for an operation and a number of tries; after those the engine answers itself.
"""

import json
from binascii import crc32
from collections import Counter
from copy import copy
from io import BytesIO

from botocore.awsrequest import AWSResponse
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from entities.dynamodb.client import connect

VERSION = "com.amazonaws.dynamodb.v20120810#"
ALWAYS = 1_000_000


class Body(BytesIO):
    """A raw body as botocore reads one."""

    def stream(self):
        yield self.read()


class Faults:
    """`sent` counts the tries of each operation, the client's own retries included."""

    def __init__(self, engine):
        self.client = connect()
        self.sent: Counter[str] = Counter()
        self._engine = engine
        self._armed: list[dict] = []
        self._choose = None
        self._events = self.client.meta.events
        self._events.register_first("before-send.dynamodb", self._before_send)

    def end(self) -> None:
        self._events.unregister("before-send.dynamodb", self._before_send)

    def disarm(self) -> None:
        """Nothing goes wrong any more, and counting begins anew."""
        self._armed.clear()
        self._choose = None
        self.sent.clear()

    # ---- what can go wrong -------------------------------------------------------------------

    def refuse(self, operation: str, code: str, *, times: int = 1, status: int = 400, **body):
        """The service answers with an error."""
        body = {"__type": VERSION + code, "message": "the service says so", **body}
        self._arm(operation, times, lambda request: answer(request, status, body))

    def throttle(self, operation: str, *, times: int = 1):
        self.refuse(operation, "ProvisionedThroughputExceededException", times=times)

    def cancel(self, *codes: str, times: int = 1):
        """A transaction is cancelled for these reasons, one per action in order."""
        reasons = [{"Code": code} for code in codes]
        self.refuse(
            "TransactWriteItems",
            "TransactionCanceledException",
            times=times,
            CancellationReasons=reasons,
        )

    def unreachable(self, operation: str, *, times: int = ALWAYS):
        """Nobody listens there."""
        self._arm(operation, times, _raising(EndpointConnectionError))

    def connect_time_out(self, operation: str, *, times: int = ALWAYS):
        self._arm(operation, times, _raising(ConnectTimeoutError))

    def time_out_before(self, operation: str, *, times: int = 1):
        """The request is lost on its way."""
        self._arm(operation, times, _raising(ReadTimeoutError))

    def time_out_after(self, operation: str, *, times: int = 1):
        """The service does it, and its answer is lost."""
        self._lose(operation, times, _raising(ReadTimeoutError))

    def hang_up_after(self, operation: str, *, times: int = 1):
        """The service does it and closes the connection."""
        self._lose(operation, times, _raising(ConnectionClosedError))

    def fail_after(self, operation: str, *, times: int = 1):
        """The service does it and answers that something went wrong inside it."""
        body = {"__type": VERSION + "InternalServerError", "message": "the service says so"}
        self._lose(operation, times, lambda request: answer(request, 500, body))

    def withhold_items(self, *, times: int = 1):
        """An engine that does not tell what an item was when its condition failed."""

        def withhold(request):
            real = self._send(request)
            body = json.loads(real.content)
            for reason in body.get("CancellationReasons", ()):
                reason.pop("Item", None)
            return answer(request, real.status_code, body)

        self._arm("TransactWriteItems", times, withhold)

    def answer(self, operation: str, body: dict | bytes, *, times: int = 1, headers=None):
        """A successful answer of the test's own words."""
        self._arm(operation, times, lambda request: answer(request, 200, body, headers))

    def damage(self, operation: str, *, times: int = 1):
        """The answer is changed on its way; its checksum is not."""

        def damage(request):
            real = self._send(request)
            sum_of_real = str(crc32(real.content))
            return answer(request, 200, real.content[:-2] + b"!}", {"x-amz-crc32": sum_of_real})

        self._arm(operation, times, damage)

    def leave_over(self, operation: str, *, accepted: int, times: int = 1):
        """A batch of which only the first so many are accepted (BatchWriteItem, BatchGetItem)."""
        self._arm(operation, times, lambda request: self._partly(request, operation, accepted))

    def choose(self, choose):
        """`choose` hears of every request, by its operation, and gives one of the above for it, or
        None where all goes well."""
        self._choose = choose

    # ---- how ---------------------------------------------------------------------------------

    def _arm(self, operation: str, times: int, act) -> None:
        self._armed.append({"operation": operation, "times": times, "act": act})

    def _lose(self, operation: str, times: int, act) -> None:
        """Have it done, then act as if not."""

        def lose(request):
            self._send(request)
            return act(request)

        self._arm(operation, times, lose)

    def _before_send(self, request, event_name, **_event):
        operation = event_name.rsplit(".", 1)[1]
        self.sent[operation] += 1
        if chosen := self._choose and self._choose(operation):
            chosen(operation)
        for fault in self._armed:
            if fault["operation"] == operation and fault["times"]:
                fault["times"] -= 1
                answered = fault["act"](request)
                request.url = "http://answered.test/"  # or moto would answer it as well
                return answered
        return None

    def _send(self, request) -> AWSResponse:
        return self._engine.send(request, self.client)

    def _partly(self, request, operation: str, accepted: int) -> AWSResponse:
        wanted = json.loads(request.body)["RequestItems"]
        taken, left = _split(wanted, accepted)
        answered = {"Responses": {}} if operation == "BatchGetItem" else {}
        if taken:
            smaller = copy(request)
            smaller.body = json.dumps(
                {"RequestItems": taken, "ReturnConsumedCapacity": "TOTAL"}
            ).encode()
            smaller.headers = copy(request.headers)
            smaller.headers["Content-Length"] = str(len(smaller.body))
            answered = json.loads(self._send(smaller).content)
        name = "UnprocessedKeys" if operation == "BatchGetItem" else "UnprocessedItems"
        return answer(request, 200, {**answered, name: left})


def answer(request, status: int, body: dict | bytes, headers: dict | None = None) -> AWSResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"x-amz-crc32": str(crc32(raw)), "x-amzn-requestid": "TEST", **(headers or {})}
    return AWSResponse(request.url, status, headers, Body(raw))


def _raising(error: type[Exception]):
    def act(request):
        raise error(endpoint_url=request.url, error="refused")

    return act


def _split(wanted: dict, accepted: int) -> tuple[dict, dict]:
    """The first `accepted` requests, and the rest, in the shape of RequestItems."""
    taken, left = {}, {}
    for table, asked in wanted.items():
        members = asked["Keys"] if isinstance(asked, dict) else asked
        first, rest = members[:accepted], members[accepted:]
        accepted -= len(first)
        for part, into in ((first, taken), (rest, left)):
            if part:
                into[table] = {**asked, "Keys": part} if isinstance(asked, dict) else part
    return taken, left
