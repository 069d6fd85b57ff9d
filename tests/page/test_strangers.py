"""The page speaks with this sandbox alone, and no other site's page speaks with the sandbox."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest_asyncio
from aiohttp import web
from playwright.async_api import Page, expect

from sandbox.server import Sandbox
from tests.house import House
from tests.page.complaints import heard
from tests.page.conftest import OpenContext, PageAs
from tests.page.sights import answers, enter

READ = "(url) => fetch(url).then((got) => got.text(), () => 'refused')"
SEND = """
(url) => fetch(url, { method: "POST", mode: "no-cors", body: '{"content": "spam"}' })
  .then(() => "sent", () => "refused")
"""
LISTEN = """
(url) => new Promise((done) => {
  const socket = new WebSocket(url);
  socket.onopen = () => done("open");
  socket.onerror = () => done("refused");
})
"""
FRAME = """
(url) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.onload = () => done("loaded");
  frame.src = url;
  document.body.append(frame);
})
"""
EMBED = """
(url) => new Promise((done) => {
  const script = document.createElement("script");
  script.onload = () => done("loaded");
  script.onerror = () => done("refused");
  script.type = "module";
  script.src = url;
  document.body.append(script);
})
"""


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(open_context: OpenContext) -> AsyncIterator[Page]:
    """A page of another site, on another port of this machine."""

    async def index(_: web.Request) -> web.Response:
        html = "<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>"
        return web.Response(text=html, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", index)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    page = await (await open_context()).new_page()
    await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    yield page
    await runner.cleanup()


async def test_the_page_asks_nobody_but_the_sandbox(house: House, page_as: PageAs) -> None:
    page = await page_as("mia")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    await page.reload()
    await enter(page, "/news search moon")
    await expect(answers(page)).to_contain_text("Lander touches down")
    own = urlsplit(house.sandbox.page).netloc
    assert {urlsplit(url).netloc for url in asked} == {own}
    assert {urlsplit(url).scheme for url in asked} == {"http", "ws"}


async def test_another_sites_page_cannot_read_it(
    sandbox: Sandbox, stranger: Page, complaints: list[str]
) -> None:
    assert await stranger.evaluate(READ, sandbox.page) == "refused"
    assert await stranger.evaluate(READ, f"{sandbox.api}/users/@me") == "refused"
    assert await stranger.evaluate(EMBED, f"{sandbox.page}page/main.js") == "refused"
    await stranger.evaluate(FRAME, sandbox.page)
    assert stranger.frames[1].url.startswith("chrome-error:")
    await heard(stranger.context)
    complaints.clear()
    await stranger.goto(sandbox.page)
    assert "<!doctype html>" in await stranger.evaluate(READ, sandbox.page)


async def test_another_sites_page_cannot_drive_it(
    sandbox: Sandbox, stranger: Page, complaints: list[str]
) -> None:
    live = sandbox.page.replace("http:", "ws:")
    assert await stranger.evaluate(LISTEN, f"{live}live?as=ada") == "refused"
    assert await stranger.evaluate(LISTEN, f"{live}gateway") == "refused"
    channel = sandbox.world.channel("general")
    await stranger.evaluate(SEND, f"{sandbox.api}/channels/{channel.id}/messages")
    assert sandbox.requests == []
    assert sandbox.world.messages("general") == []
    await heard(stranger.context)
    complaints.clear()
    await stranger.goto(sandbox.page)
    assert await stranger.evaluate(LISTEN, f"{live}live?as=ada") == "open"
