"""A worker that is killed while it builds an index: `python -m tests.operations.tables.doomed`.

It takes an endpoint, a run and a moment, and kills itself with `kill -9` before or after the call
that changes the table.
"""

import os
import signal
import sys

from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from tests.operations.tables.by_hand import NAME
from tests.operations.tables.yard import Yard

BEFORE, AFTER = "before", "after"


class Doomed(Store):
    moment = AFTER

    def call(self, operation, table, arguments):
        fatal = operation == "UpdateTable" and table == NAME
        if fatal and self.moment == BEFORE:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = super().call(operation, table, arguments)
        if fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


def main(endpoint: str, run_id: str, moment: str) -> None:
    store = Doomed(connect(endpoint=endpoint), environment="production")
    store.moment = moment
    Yard(store, like=None).worker("doomed").drive(run_id)


if __name__ == "__main__":
    main(*sys.argv[1:])
