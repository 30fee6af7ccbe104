"""A sign-in that ends while somebody types: nothing typed is lost, and saving works after it."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser.conftest import WAIT
from tests.web.cast import PASSWORD
from tests.web.editing.place import EDIT, PAGE, have_expense, stored

DESCRIPTION = "[data-slot]:has(code:text-is('description')) textarea"
TYPED = "הוקלד with numbers 123"


@pytest.fixture
def plain(page, live_server):
    """A window of the same person without JavaScript, in which an answer may be a refusal."""
    context = page.context.browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()


def sign_in_again(window) -> None:
    window.fill("[name=login]", "ada")
    window.fill("[name=password]", PASSWORD)
    window.press("[name=password]", "Enter")


def test_an_edit_comes_back_after_sign_in_and_is_saved(page):
    page.goto(EDIT)
    page.locator(DESCRIPTION).fill(TYPED)
    page.fill("#new-name", "two words")
    page.fill("#new-text", "kept as well")
    page.fill("#reason", "A reason")
    Session.objects.all().delete()

    page.click("button:has-text('Save')")
    sign_in_again(page)

    expect(page.locator(".banner[role=alert]")).to_contain_text("What you typed is here again")
    expect(page.locator("#reason")).to_have_value("A reason")
    expect(page.locator("#new-name")).to_have_value("two words")
    page.press(DESCRIPTION, "Control+Enter")
    page.wait_for_url(f"**{PAGE}")
    assert (stored()["description"], stored()["two words"]) == (TYPED, "kept as well")


def test_a_merge_comes_back_after_sign_in_with_what_was_picked(plain):
    have_expense(description="as it was")
    plain.goto(EDIT)
    plain.locator(DESCRIPTION).fill("mine")
    have_expense(description="theirs")
    plain.click("button:has-text('Save')")
    expect(plain.locator("h1")).to_contain_text("Merge")
    plain.check("[value=yours]")
    plain.locator(f".clash {DESCRIPTION}").fill(TYPED)
    Session.objects.all().delete()

    plain.click("button:has-text('Save the merged item')")
    sign_in_again(plain)

    expect(plain.locator("h1")).to_contain_text("Merge")
    expect(plain.locator("[value=yours]")).to_be_checked()
    plain.click("button:has-text('Save the merged item')")
    plain.wait_for_url(f"**{PAGE}")
    assert stored()["description"] == TYPED
