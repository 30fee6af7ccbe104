"""A stand-in for DynamoDB: `python -m benchmarks.page_server COUNT PORT`.

It makes up COUNT expenses while they are read, so that reading them costs next to nothing and no
number is too large. The dashboard's own tables are kept by the engine on PORT: whatever concerns
them is passed on to it. It prints its own port and serves until it is ended.
"""

import json
import sys
from functools import partial
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.made_up import MadeUp, Unknown

LOOPBACK = "127.0.0.1"
UNKNOWN = json.dumps({"__type": "UnknownOperationException", "message": "not here"}).encode()
NOTHING_WRONG = {"Code": "None"}


class Handler(BaseHTTPRequestHandler):
    """One connection: of ours to the server, and of the server to the engine behind it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, made_up: MadeUp, port: int, *arguments):
        self.made_up, self.engine = made_up, HTTPConnection(LOOPBACK, port)
        super().__init__(*arguments)

    def do_POST(self) -> None:  # noqa: N802
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, body = self.answer(self.headers["X-Amz-Target"].partition(".")[2], asked)
        self.send_response_only(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, operation: str, asked: dict) -> tuple[int, bytes]:
        """Status and body."""
        if operation == "TransactWriteItems":
            return self._transaction(asked)
        if operation == "BatchGetItem":
            return self._batch(asked)
        table = _named(asked)
        if not table or self.made_up.is_ours(table):
            return self._passed_on(asked)
        try:
            return 200, self.made_up.answer(operation, asked)
        except Unknown:
            return 400, UNKNOWN

    def _transaction(self, asked: dict) -> tuple[int, bytes]:
        """What concerns our own tables is carried out, the rest is taken for done."""
        actions = asked["TransactItems"]
        kept = [n for n, action in enumerate(actions) if self.made_up.is_ours(_table_of(action))]
        if not kept:
            return 200, b"{}"
        status, body = self._passed_on(asked | {"TransactItems": [actions[n] for n in kept]})
        told = json.loads(body)
        if "CancellationReasons" in told:
            reasons = dict(zip(kept, told["CancellationReasons"], strict=True))
            told["CancellationReasons"] = [
                reasons.get(n, NOTHING_WRONG) for n in range(len(actions))
            ]
            body = json.dumps(told).encode()
        return status, body

    def _batch(self, asked: dict) -> tuple[int, bytes]:
        ours = {t: a for t, a in asked["RequestItems"].items() if self.made_up.is_ours(t)}
        status, told = 200, {"Responses": {}, "UnprocessedKeys": {}}
        if ours:
            status, body = self._passed_on(asked | {"RequestItems": ours})
            told = json.loads(body)
        if status == 200:
            for table in asked["RequestItems"].keys() - ours.keys():
                keys = asked["RequestItems"][table]["Keys"]
                told["Responses"][table] = self.made_up.items(table, keys)
        return status, json.dumps(told).encode()

    def _passed_on(self, asked: dict) -> tuple[int, bytes]:
        names = ("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date")
        headers = {name: self.headers[name] for name in names if name in self.headers}
        self.engine.request("POST", "/", json.dumps(asked).encode(), headers)
        answer = self.engine.getresponse()
        return answer.status, answer.read()

    def log_message(self, *_said) -> None:
        pass


def _named(asked: dict) -> str:
    """The table that a request is about; nothing where it is about none."""
    if "RequestItems" in asked:
        return next(iter(asked["RequestItems"]))
    return asked.get("TableName", "") or asked.get("ResourceArn", "").rpartition("/")[2]


def _table_of(action: dict) -> str:
    ((_, held),) = action.items()
    return held["TableName"]


def main() -> None:
    count, port = map(int, sys.argv[1:])
    handler = partial(Handler, MadeUp(count), port)
    server = ThreadingHTTPServer((LOOPBACK, 0), handler)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
