"""What came of a run that a page started."""

from entities.catalogue import catalogue
from entities.operations.runs.driving import Driver
from entities.operations.runs.run import Run, find_run
from entities.web.hands import own_hands
from tests.web.html import find, problems


def run_of(store, answer) -> Run:
    """The run to which an answer leads."""
    assert answer.status_code == 303
    return find_run(store, catalogue, answer["Location"].strip("/").split("/")[-1])


def drive(store, answer) -> Run:
    """What a worker makes of the run to which an answer leads."""
    return Driver(own_hands(store), "worker").drive(run_of(store, answer).run_id)


def came_of(store, answer) -> dict[str, int]:
    """How many units ended how; on a slow machine a worker has to do the rest."""
    run = drive(store, answer)
    assert run.ended
    return {status: int(count) for status, count in run.item["counters"].items()}


def said_of(store, answer) -> list[str]:
    """What is told of the units, in their order."""
    run = run_of(store, answer)
    pages = store.pages(catalogue.entity("outcomes"))
    kept = [i for page in pages for i in page.items if i["runId"] == run.run_id]
    return [item.get("said", "") for item in sorted(kept, key=lambda item: item["at"])]


def take_back(client, answer, **sent):
    """Press the undo button of the run's page."""
    page = client.get(answer["Location"])
    assert list(problems(page)) == []
    (form,) = [f for f in find(page, "form") if f["action"].endswith("/undo/")]
    (token,) = [i["value"] for i in form.inside() if i.tag == "input" and i["name"] == "token"]
    return client.post(form["action"], {"token": token, **sent})
