"""What a person does with keyboard and mouse, on wide and narrow screens."""

import re

from playwright.sync_api import expect

from tests.web.records import OURS

LIST = f"/data/expenses/?companyId.is={OURS}"
COLOUR = "getComputedStyle(document.body).color"
VALUES = "options => options.map(option => option.value)"
NARROW = {"width": 390, "height": 844}


def test_the_palette_opens_by_keys_finds_and_leads_there(page):
    page.keyboard.press("/")
    field = page.locator("#palette-q")
    expect(field).to_be_focused()
    field.type("exp_0001", delay=10)
    expect(page.locator("#palette-results a")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/data/expenses/{OURS},exp_0001/")
    expect(page.locator("h1")).to_have_text("INV-0001")


def test_the_palette_moves_by_arrows_and_closes_by_escape(page):
    page.keyboard.press("Control+k")
    page.locator("#palette-q").type("expe", delay=10)
    links = page.locator("#palette-results a")
    expect(links).not_to_have_count(0)
    expect(links.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_have_attribute("aria-selected", "true")
    wanted = links.nth(1).get_attribute("href")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(wanted))

    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()


def test_the_next_page_comes_without_a_reload_and_the_address_keeps_up(page):
    page.goto(LIST)
    page.evaluate("window.kept = true")
    page.click("a[rel=next]")
    expect(page.locator("#list")).to_contain_text("51 to 100")
    assert "cursor=" in page.url and f"companyId.is={OURS}" in page.url
    assert page.evaluate("window.kept")
    expect(page.locator("#live")).not_to_be_empty()

    page.reload()
    expect(page.locator("#list")).to_contain_text("51 to 100")
    page.go_back()
    expect(page.locator("#list")).to_contain_text("1 to 50")
    expect(page.locator("nav.side, #menu").first).to_be_attached()


def test_everything_works_without_javascript(page, live_server, filled_house):
    plain = page.context.browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    window = plain.new_page()
    window.goto(LIST)
    window.click("a[rel=next]")
    expect(window.locator("#list")).to_contain_text("51 to 100")
    window.click("summary:has-text('Add filter')")
    window.select_option("#add-field", "status")
    window.fill("#add-value", "approved")
    window.click("text=Add >> nth=-1")
    window.wait_for_url(re.compile("status.is=approved"))
    window.fill(".top [name=q]", "INV-0002")
    window.press(".top [name=q]", "Enter")
    expect(window.locator("main")).to_contain_text("INV-0002")
    plain.close()


def test_the_menu_is_a_drawer_on_a_narrow_screen(page):
    page.set_viewport_size(NARROW)
    page.goto(LIST)
    menu = page.locator("#menu")
    expect(menu).not_to_be_visible()
    page.click(".top .menu")
    expect(menu).to_be_visible()
    assert page.evaluate("document.querySelector('.page').inert")
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    page.click(".top .menu")
    page.click("#menu a[href='/']")
    page.wait_for_url("**/")
    expect(menu).not_to_be_visible()


def test_no_page_is_wider_than_a_narrow_screen(page, pages):
    page.set_viewport_size(NARROW)
    for name, address in pages.items():
        page.goto(address)
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{name} is {wide} pixels too wide"


def test_the_theme_changes_at_once_and_stays(page):
    page.emulate_media(color_scheme="light")
    page.goto("/")
    before = page.evaluate(COLOUR)
    page.click(".quick .to-dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_timeout(200)
    page.goto(LIST)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(COLOUR) != before


def test_a_filter_that_makes_no_sense_says_so_and_keeps_the_text(page):
    page.goto(LIST)
    page.click("summary:has-text('Add filter')")
    page.select_option("#add-field", "status")
    assert page.eval_on_selector_all("#add-operator option:not([hidden])", VALUES) == [
        *("is", "not", "in", "exists", "missing")
    ]
    page.select_option("#add-field", "amount")
    page.select_option("#add-operator", "from")
    page.fill("#add-value", "9")
    page.click("form.sheet button:has-text('Add')")
    page.wait_for_url(re.compile("amount.from=9"))
    expect(page.locator("#list .chip").last).to_contain_text("9")


def test_a_hidden_value_is_asked_about_and_shown_in_its_place_by_keys_alone(page):
    page.goto(f"/data/contractors/{OURS},contr_1/")
    page.evaluate("window.kept = true")
    page.locator(".reveal-at a").first.press("Enter")
    expect(page.locator("form.reveal [name=reason]")).to_be_focused()
    page.keyboard.type("The caller asked to check it")
    page.keyboard.press("Enter")

    expect(page.locator(".revealed .text")).to_have_text("050-1234567")
    expect(page.locator(".revealed")).to_be_focused()
    expect(page.locator("#live")).to_contain_text("on the record")
    assert page.evaluate("window.kept") and "050" not in page.url

    page.reload()
    expect(page.locator(".masked").first).to_have_text("•••-4567")
