"""What runs work with: whose rights count, and what becomes of work whose asker has none left."""

from dataclasses import replace

import pytest
from django.utils import timezone

from entities.conf import get_sealer
from entities.operations.runs.driving import Driver
from entities.web.hands import own_hands, viewer_of_name
from tests.operations.runs.shop import names, stock
from tests.web.cast import sign_in


def test_an_account_may_what_its_role_says_and_nothing_once_it_is_inactive(operator):
    assert viewer_of_name("operator").may("bulk")

    operator.staff.is_active = False
    operator.staff.save()

    assert viewer_of_name("operator").actions == frozenset()
    assert viewer_of_name("nobody we know").actions == frozenset()


def test_a_command_may_do_its_work_unless_somebody_is_called_like_it(db):
    assert viewer_of_name("import_items").may("import")
    assert viewer_of_name("migrate").actions == frozenset()  # not one of ours

    sign_in("import_items", role="viewer", every_company=True)

    assert not viewer_of_name("import_items").may("import")


@pytest.fixture
def shop(web, monkeypatch):
    shop = stock(web, monkeypatch)
    shop.hands = replace(shop.hands, sealer=get_sealer(), clock=timezone.now)
    return shop


def test_a_run_whose_asker_has_left_fails_and_says_so(shop, db):
    run = shop.number(names(2))

    run = Driver(own_hands(), "worker").drive(run.run_id)

    assert run.status == "failed"
    assert "“dana”, who asked for this run, may not do it any more" in run.reason
    assert "start it anew" in run.reason
    assert shop.addresses() == {}


def test_a_run_goes_on_in_the_name_of_who_asked_for_it(shop, db):
    sign_in("dana", role="operator", every_company=True)
    run = shop.number(names(2))

    assert Driver(own_hands(), "worker").drive(run.run_id).status == "succeeded"
    assert shop.addresses() == dict.fromkeys(names(2), "1")


def test_leases_are_those_of_the_settings(web, settings):
    settings.RUN_LEASE_SECONDS, settings.RUN_BEAT_SECONDS, settings.RUN_STUCK_SECONDS = 7, 2, 9

    lease = own_hands().lease

    assert [s.total_seconds() for s in (lease.held, lease.beat, lease.stuck)] == [7, 2, 9]
