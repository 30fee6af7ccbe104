"""One field of an item saved, beside the bare transaction of exactly the same actions."""

import secrets
from collections.abc import Callable
from decimal import Decimal

from django.test import Client
from django.utils import timezone

from benchmarks.rehearsal import rehearsed
from benchmarks.subjects import Subjects
from benchmarks.table import Row
from benchmarks.timing import prepared
from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store, metered
from entities.dynamodb.metering import Meter
from entities.operations.deeds import Act
from entities.operations.editing import Wish, open_item, save
from entities.schema.values import Key, Value
from entities.schema.viewer import everyone
from entities.web.addresses import item_url
from tests.web.editing.browser import Form

EXPENSES = catalogue.entity("expenses")
CLERK = everyone("bench", "view", "edit")
Saving = Callable[[], object]


class NotSaved(Exception):
    """What was sent was not saved, so its time would tell nothing."""


def measure_saving(browser: Client, subjects: Subjects, times: int) -> list[Row]:
    """Raises NotSaved."""
    key = EXPENSES.key_of(subjects.expenses[0])
    return [
        _row("save: a description", _by_operation(key, "description", _words), times),
        _row("save: an amount", _by_operation(key, "amount", _amount), times),
        _row("save: a description, from its form", _by_form(browser, key), times),
    ]


def _row(name: str, prepare: Callable[[], Saving], times: int) -> Row:
    """`prepare` opens the item, untimed; what it returns saves it."""
    meters: list[Meter] = []
    ours, bare = prepared(
        lambda: _counting(prepare(), meters), lambda: rehearsed(prepare()), times=times
    )
    waited = sum(meter.seconds for meter in meters[-times:]) * 1000
    calls = meters[-1].calls.total()
    return Row(name, 1, ours, bare, waiting=waited / ours.total, calls=calls)


def _counting(saving: Saving, meters: list[Meter]) -> Saving:
    def run() -> None:
        with metered() as meter:
            saving()
        meters.append(meter)

    return run


def _by_operation(key: Key, name: str, value: Callable[[], Value]) -> Callable[[], Saving]:
    def prepare() -> Saving:
        store, sealer = get_store(), get_sealer()
        opened = open_item(store, EXPENSES, key, viewer=CLERK, sealer=sealer)
        wish = Wish({name: value()}, etags=opened.etags)
        act = Act(CLERK.name, timezone.now(), token=secrets.token_hex(8))

        def saving() -> None:
            saved = save(
                store, catalogue, EXPENSES, key, wish, viewer=CLERK, act=act, sealer=sealer
            )
            if not saved.entries:
                raise NotSaved(name)

        return saving

    return prepare


def _by_form(browser: Client, key: Key) -> Callable[[], Saving]:
    address = item_url(EXPENSES, key, "edit")

    def prepare() -> Saving:
        sent = Form(browser.get(address)).sent(description=_words())

        def saving() -> None:
            answer = browser.post(address, sent)
            if answer.status_code != 303:
                raise NotSaved(f"{address}: status {answer.status_code}")

        return saving

    return prepare


def _words() -> str:
    return f"Measured {secrets.token_hex(4)}"


def _amount() -> Decimal:
    return Decimal(1000 + secrets.randbelow(100_000))
