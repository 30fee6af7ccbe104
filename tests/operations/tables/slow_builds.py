"""A store whose service takes its time: a new index is CREATING for a while, then BACKFILLING."""

from dataclasses import replace

from entities.dynamodb.store import Store


class SlowStore(Store):
    """`looks` is how many looks at a table find a new index unfinished; the engine below builds at
    once. `sent` are the index changes that were sent."""

    def slow_down(self, looks: int = 3) -> "SlowStore":
        self.looks, self.sent, self._left = looks, [], {}
        return self

    def call(self, operation, table, arguments):
        answer = super().call(operation, table, arguments)
        for change in arguments.get("GlobalSecondaryIndexUpdates", ()):
            ((verb, asked),) = change.items()
            self.sent.append((verb, asked["IndexName"]))
            if verb == "Create":
                self._left[asked["IndexName"]] = self.looks
        return answer

    def describe(self, table):
        told = super().describe(table)
        indexes = tuple(self._as_told(held) for held in told.indexes)
        return replace(told, indexes=indexes)

    def _as_told(self, held):
        left = self._left.get(held.index.name, 0)
        if not left:
            return held
        self._left[held.index.name] = left - 1
        filling = left < self.looks
        return replace(held, status="CREATING", backfilling=filling, item_count=1234 * filling)
