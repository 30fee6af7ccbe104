"""The merge page says who changed the same, and when: told by the audit log, in one Query."""

from datetime import UTC, datetime, timedelta

import pytest

from entities.catalogue import catalogue
from entities.conf import get_sealer, metered
from entities.operations.audit import reading
from entities.operations.authors import Author, authors
from entities.schema.viewer import everyone
from entities.web.forms.base import Base
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    CONTRACTOR_EDIT,
    EDIT,
    EXPENSES,
    have_contractor,
    have_expense,
    stored,
)
from tests.web.html import texts

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def asked(store, *names: str, since=LONG_AGO) -> dict[str, Author]:
    return authors(
        store,
        catalogue,
        EXPENSES,
        stored(),
        names,
        since=since,
        viewer=everyone("staff", "view"),
        sealer=get_sealer(),
    )


def test_who_changed_what_is_named_beside_every_version(ours, editor, operator):
    mine, theirs = Form(editor.get(EDIT)), Form(operator.get(EDIT))
    operator.post(EDIT, theirs.sent(description="theirs", workId="work_1"))

    merging = editor.post(EDIT, mine.sent(description="mine"))

    said = " ".join(texts(merging, "span"))
    assert "As it is now, changed by operator, just now" in said
    assert "changed by operator, just now" in texts(merging, "small")  # of the work
    again = editor.post(EDIT, Form(merging).sent())
    assert again.status_code == 422
    assert "changed by operator, just now" in again.content.decode()


def test_what_was_changed_outside_is_said_to_be(ours, editor, operator):
    mine = Form(editor.get(EDIT))
    operator.post(EDIT, Form(operator.get(EDIT)).sent(description="theirs"))
    have_expense(description="an outside program")

    merging = editor.post(EDIT, mine.sent(description="mine"))

    assert "As it is now, changed outside Keyroom" in " ".join(texts(merging, "span"))


def test_of_a_hidden_value_the_name_alone_is_told(ours, editor, operator):
    have_contractor(phone="050-999-1234")
    mine = Form(editor.get(CONTRACTOR_EDIT))
    operator.post(CONTRACTOR_EDIT, Form(operator.get(CONTRACTOR_EDIT)).sent(phone="050-888-1234"))

    merging = editor.post(CONTRACTOR_EDIT, mine.sent(phone="050-777-1234"))

    page = merging.content.decode()
    assert merging.status_code == 409
    assert "changed by operator, just now" in page
    assert "050-888" not in page and "050-999" not in page


def test_it_costs_one_query_however_long_the_history_is(ours, editor, monkeypatch):
    monkeypatch.setattr(reading, "HISTORY_SIZE", 2)
    for text in ("first", "second"):
        editor.post(EDIT, Form(editor.get(EDIT)).sent(invoiceNum=text))
    editor.post(EDIT, Form(editor.get(EDIT)).sent(description="theirs"))
    editor.post(EDIT, Form(editor.get(EDIT)).sent(invoiceNum="third"))

    with metered() as meter:
        told = asked(ours, "description", "workId")

    assert meter.calls == {"GetItem": 1, "Query": 1}  # the item is read by the test
    assert told["description"].name == "editor"
    assert "workId" not in told  # it may stand in an entry that was not read


@pytest.mark.parametrize(("later", "name"), [(timedelta(0), "editor"), (timedelta(hours=1), "")])
def test_only_what_was_done_since_the_form_was_opened_counts(ours, editor, later, name):
    editor.post(EDIT, Form(editor.get(EDIT)).sent(description="theirs"))

    told = asked(ours, "description", since=datetime.now(UTC) + later)

    assert told["description"].name == name


def test_a_form_that_does_not_say_when_it_was_opened_was_opened_long_ago():
    assert Base(()).since.year == 1
