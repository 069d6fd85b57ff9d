"""The net in which the other tests here hang: whatever goes wrong in a browser is caught."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from tests.page.complaints import heard
from tests.page.conftest import OpenContext

PAGE = "<!doctype html><title>A page</title><link rel=icon href=data:,><script src=/do.js></script>"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src https: data:"


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[tuple[str, list[str]]]:
    """The address of a page, and the list that its script is taken from."""
    script: list[str] = []

    async def page(_: web.Request) -> web.Response:
        headers = {"Content-Security-Policy": POLICY}
        return web.Response(text=PAGE, content_type="text/html", headers=headers)

    async def do(_: web.Request) -> web.Response:
        return web.Response(text="".join(script), content_type="text/javascript")

    app = web.Application()
    app.add_routes([web.get("/", page), web.get("/do.js", do)])
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/", script
    await runner.cleanup()


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        pytest.param("console.error('oh')", "console: oh", id="console"),
        pytest.param("undefined.x", "not caught: Cannot read", id="not caught"),
        pytest.param("Promise.reject(new Error('no'))", "not caught: no", id="rejection"),
        pytest.param("document.body.setAttribute('style', 'top:0')", "console: ", id="style"),
        pytest.param("fetch('/none')", "answered: 404 ", id="answer"),
        pytest.param("new Image().src = 'https://a.example/'", "failed: GET ", id="network"),
    ],
)
async def test_what_goes_wrong_is_complained_of(
    site: tuple[str, list[str]],
    open_context: OpenContext,
    complaints: list[str],
    script: str,
    complaint: str,
) -> None:
    address, scripts = site
    scripts.append(f"addEventListener('load', () => {{ {script} }})")
    page = await (await open_context()).new_page()
    await page.goto(address)
    while not any(each.startswith(complaint) for each in complaints):
        await heard(page.context)
    complaints.clear()


async def test_a_page_where_nothing_goes_wrong_is_not_complained_of(
    site: tuple[str, list[str]], open_context: OpenContext, complaints: list[str]
) -> None:
    address, scripts = site
    scripts.append("console.log('all is well')")
    page = await (await open_context()).new_page()
    await page.goto(address)
    await heard(page.context)
    assert await page.title() == "A page"
    assert complaints == []
