"""An open page follows a run, and takes nothing from who works in it."""

from playwright.sync_api import expect

from tests.browser.conftest import count_to


def test_a_run_is_followed_and_what_is_typed_unfolded_and_focused_stays(page, filled_house):
    page.goto("/runs/counting/")
    page.fill("#note", "For the night")
    page.click("#cancel-run summary")
    page.fill("#cancel-reason", "Half a reason")
    page.evaluate("document.querySelector('#run-now progress').kept = true")

    count_to(filled_house, 6)

    expect(page.locator("#run-now")).to_contain_text("6 of 10")
    expect(page.locator("#live")).to_have_text("Running, 60 %")
    assert page.evaluate("document.querySelector('#run-now progress').kept")
    expect(page.locator("#cancel-reason")).to_be_focused()
    expect(page.locator("#cancel-reason")).to_have_value("Half a reason")
    expect(page.locator("#note")).to_have_value("For the night")


def test_the_overview_follows_what_is_under_way(page, filled_house):
    page.goto("/")
    expect(page.locator("#runs-card")).to_contain_text("30 %")

    count_to(filled_house, 9)

    expect(page.locator("#runs-card")).to_contain_text("90 %", timeout=10_000)


def test_the_list_of_runs_follows_them_too(page, filled_house):
    page.goto("/runs/")
    expect(page.locator("#runs")).to_contain_text("3 / 10")

    count_to(filled_house, 8)

    expect(page.locator("#runs")).to_contain_text("8 / 10")
