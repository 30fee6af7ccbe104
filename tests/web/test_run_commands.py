"""Commands that drive their own run, and the worker that takes up anybody's."""

import os
import signal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from entities.errors import RunBroken
from entities.management.run_commands import RunCommand, line_of
from entities.operations.deeds import Act
from entities.operations.runs.base import Slice
from entities.operations.runs.progress import NOBODY_NOW, Progress
from entities.web.hands import own_hands
from tests.operations.runs.shop import COUNTING, Shop, names, stock
from tests.web.cast import sign_in


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.fixture
def shop(web, monkeypatch) -> Shop:
    sign_in("dana", role="operator", every_company=True)
    shop = stock(web, monkeypatch)
    shop.hands = own_hands()
    return shop


def command(work) -> RunCommand:
    class Command(RunCommand):
        def handle(self, **options):
            work(self)

    return Command()


def driven(work, told=None) -> str:
    told = told or StringIO()
    call_command(command(work), stdout=told)
    return told.getvalue()


def test_a_command_drives_its_run_and_says_how_far_it_is(shop):
    run = shop.number(names(3), ["c_3"])

    lines = driven(lambda c: c.drive(run, own_hands())).splitlines()

    assert lines[0] == f"Run {run.run_id}"
    assert lines[-2].startswith("100 %  4 of 4")
    assert lines[-1] == "Succeeded: Every segment is done."
    assert shop.addresses() == dict.fromkeys(names(4), "1")


def test_on_a_terminal_a_bar_moves(shop):
    run = shop.number(names(3))

    shown = driven(lambda c: c.drive(run, own_hands()), Terminal())

    assert "\r[##############################] 100 %  3 of 3" in shown


def test_what_could_not_be_done_fails_the_command(shop):
    run = shop.number([*names(2), "c_99"])

    with pytest.raises(CommandError, match=f"Run {run.run_id} failed. Its page lists what"):
        driven(lambda c: c.drive(run, own_hands()))


def test_a_refusal_is_the_error_of_the_command(shop):
    def refuse(command):
        raise RunBroken("It cannot be.", "Try another.")

    with pytest.raises(CommandError, match="It cannot be. Try another."):
        driven(refuse)


def test_ctrl_c_pauses_at_the_end_of_a_page_and_it_is_resumed_from_there(shop, monkeypatch):
    run = shop.add(Slice("a", total=20))
    advance = COUNTING.advance

    def interrupted(task):
        os.kill(os.getpid(), signal.SIGINT)
        return advance(task)

    monkeypatch.setattr(COUNTING, "advance", interrupted, raising=False)
    with pytest.raises(CommandError, match=f"Run {run.run_id} is paused: it goes on from there"):
        driven(lambda c: c.drive(run, own_hands()))
    assert [s.count("done") for s in shop.segments(run)] == [5]
    assert shop.logged(run)[-2:] == [("dana", "pausing"), ("Keyroom", "paused")]

    monkeypatch.setattr(COUNTING, "advance", advance)
    act = Act("dana", timezone.now())
    said = driven(lambda c: c.resume(run.run_id, own_hands(), act))
    assert "Succeeded" in said
    assert shop.run(run).item["done"] == 20


@pytest.fixture
def terminal():
    """Ctrl-C is heard, also where the tests themselves run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_second_ctrl_c_ends_the_command_at_once(shop, monkeypatch, terminal):
    run = shop.add(Slice("a", total=20))

    def twice(task):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(COUNTING, "advance", twice, raising=False)
    with pytest.raises(KeyboardInterrupt):
        driven(lambda c: c.drive(run, own_hands()))
    assert shop.run(run).status == "running"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_worker_serves_until_it_is_told_to_stop_and_finishes_its_page(shop, monkeypatch):
    run = shop.add(Slice("a", total=20))
    advance = COUNTING.advance

    def told_to_stop(task):
        if task.segment.cursor.get("at") == 10:
            os.kill(os.getpid(), signal.SIGTERM)
        return advance(task)

    monkeypatch.setattr(COUNTING, "advance", told_to_stop, raising=False)
    call_command("run_worker", name="worker of the test")

    (segment,) = shop.segments(run)
    assert (segment.count("done"), segment.worker) == (15, "")
    assert shop.run(run).status == "running"


def test_a_worker_whose_supervisor_is_gone_stops(web, monkeypatch):
    monkeypatch.setenv("SUPERVISOR_PID", "1")

    call_command("run_worker")


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(0, None, 0, 0.0, None, (), 0, 1, 0), "0 done"),
        (Progress(5, None, 2, 1200.0, None, (), 0, 1, 1), "5 done · 2 failed · 1,200 a second"),
        (
            Progress(1, 3, 0, 0.0, None, ("Throttled.", NOBODY_NOW), 0, 1, 0),
            " 33 %  1 of 3 · Throttled.",
        ),
    ],
)
def test_what_is_not_known_is_not_said(progress, said):
    assert line_of(progress, bar=False) == said
