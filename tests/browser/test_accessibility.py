"""No serious violation of WCAG 2.2 AA on the main pages, light and dark, as axe-core judges."""

from pathlib import Path

import pytest

AXE = Path(__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_main_page_has_a_serious_fault(page, pages, scheme):
    page.emulate_media(color_scheme=scheme)
    found = []
    for name, address in pages.items():
        page.goto(address)
        page.evaluate(AXE.read_text())
        judged = page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
        )
        found += [
            f"{name}: {fault['id']}: {node['target']} {node['failureSummary'][:200]}"
            for fault in judged["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"][:3]
        ]

    assert found == []
