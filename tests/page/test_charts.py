"""Charts, as somebody sees them who asks for a list."""

import re

import pytest
from playwright.async_api import expect

from pipeline import studio
from tests.house import House
from tests.page.conftest import PageAs
from tests.page.sights import answers, enter
from tests.page.test_access import severe

SEEN = "image => image.complete && image.naturalWidth === 1100"


async def test_a_chart_joins_the_list_and_says_what_it_shows(
    house: House, page_as: PageAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "WITHIN", 60.0)
    page = await page_as("mia")
    await enter(page, "/news topics")
    await expect(answers(page)).to_contain_text("Launches & rockets")
    image = answers(page).get_by_role("img", name=re.compile("^A chart of the stories"))
    await expect(image).to_be_visible(timeout=60_000)
    await page.wait_for_function(SEEN, arg=await image.element_handle())
    await expect(answers(page)).to_have_count(1)
    await expect(answers(page)).to_contain_text("Launches & rockets")
    assert await severe(page, "#messages") == []
