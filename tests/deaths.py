"""A process that dies at its n-th call, of the service or of a folder: at each of them in turn."""

from collections.abc import Callable
from dataclasses import dataclass

from entities.dynamodb.store import Store


class Killed(BaseException):
    """No handler of the product sees this: the process is gone."""


class Mortal(Store):
    """Dies at its n-th call: before it is sent, or once it was applied."""

    calls, fatal, after = 0, 0, False

    def call(self, operation, table, arguments):
        return self.mortally(lambda: super(Mortal, self).call(operation, table, arguments))

    def mortally(self, do):
        """For what is not asked of the service, and may be where it dies all the same."""
        self.calls += 1
        dies = self.calls == self.fatal
        if dies and not self.after:
            raise Killed
        answer = do()
        if dies:
            raise Killed
        return answer


def die(store: Store, work: Callable, *arguments, fatal: int, after: bool) -> bool:
    """Whether who did the work died at its call of this number; 0 is none. The store counts its
    `calls` in any case."""
    born = store.__class__
    store.__class__ = born if issubclass(born, Mortal) else Mortal
    store.calls, store.fatal, store.after = 0, fatal, after
    try:
        work(*arguments)
    except Killed:
        return True
    finally:
        store.fatal, store.__class__ = 0, born
    return False


@dataclass
class Deaths:
    """The first call and every `step`-th after it, once it was applied; then again from the first,
    before it was sent; and so on. `died` counts."""

    step: int
    died: int = 0
    fatal: int = 0
    after: bool = True

    def during(self, store: Store, work: Callable, *arguments) -> bool:
        """Have work done that dies at the next point; whether it came so far."""
        self.fatal = self.fatal + self.step if self.fatal else 1
        killed = die(store, work, *arguments, fatal=self.fatal, after=self.after)
        self.died += killed
        if not killed:  # it was done in fewer calls
            self.fatal, self.after = 0, not self.after
        return killed

    @property
    def point(self) -> str:
        """Where it died last."""
        return f"killed {'after' if self.after else 'before'} call {self.fatal}"
