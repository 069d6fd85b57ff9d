"""Who is let in: no other site's page, no other name for this machine, no stranger's token."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from sandbox.server import Sandbox
from sandbox.visits import frontdoor
from sandbox.visits.frontdoor import PAGE

SOCKETS = ("/live?as=ada", "/gateway")
DOCUMENTS = (
    "/",
    "/page/style.css",
    "/api/v10/gateway",
    "/api/v10/users/@me",
    "/attachments/1/2/feeds.opml",
    "/upload",
    "/elsewhere",
)


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    token = {"Authorization": f"Bot {sandbox.world.token}"}
    async with aiohttp.ClientSession(sandbox.page, headers=token) as session:
        yield session


def port(sandbox: Sandbox) -> int:
    return URL(sandbox.page).port or 0


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize(
    "host",
    [
        pytest.param("news.example", id="another name"),
        pytest.param("news.example:{port}", id="another name, our port"),
        pytest.param("127.0.0.1.news.example:{port}", id="a name that begins like ours"),
        pytest.param("127.0.0.1:1", id="another port"),
        pytest.param("127.0.0.1", id="no port"),
        pytest.param("[::1", id="no host at all"),
    ],
)
async def test_a_foreign_host_is_refused(
    sandbox: Sandbox, client: aiohttp.ClientSession, path: str, host: str
) -> None:
    named = {"Host": host.format(port=port(sandbox))}
    async with client.get(path, headers=named) as response:
        assert response.status == 403
    assert sandbox.requests == []


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("http://news.example", id="another site"),
        pytest.param("null", id="a sandboxed frame"),
        pytest.param("http://127.0.0.1:1", id="another port"),
        pytest.param("https://127.0.0.1:{port}", id="another scheme"),
        pytest.param("http://localhost:{port}", id="another of our names"),
    ],
)
async def test_a_page_of_another_origin_is_refused(
    sandbox: Sandbox, client: aiohttp.ClientSession, path: str, origin: str
) -> None:
    said = {"Origin": origin.format(port=port(sandbox))}
    async with client.post(path, headers=said, json={}) as response:
        assert response.status == 403
    assert sandbox.requests == []


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "http://news.example"}, id="another origin"),
        pytest.param({"Host": "news.example"}, id="another host"),
        pytest.param(
            {"Host": "news.example", "Origin": "http://news.example"}, id="a rebound name"
        ),
    ],
)
async def test_a_socket_of_another_page_is_refused(
    client: aiohttp.ClientSession, path: str, headers: dict[str, str]
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.ws_connect(path, headers=headers)
    assert refused.value.status == 403


async def test_the_live_socket_is_for_browsers_which_say_their_origin(
    client: aiohttp.ClientSession,
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.ws_connect("/live?as=ada")
    assert refused.value.status == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_both_names_of_this_machine_are_ours(
    sandbox: Sandbox, client: aiohttp.ClientSession, name: str
) -> None:
    here = f"{name}:{port(sandbox)}"
    headers = {"Host": here, "Origin": f"http://{here}"}
    async with client.get("/", headers=headers) as response:
        assert response.status == 200
    async with client.ws_connect("/live?as=ada", headers=headers) as socket:
        assert (await socket.receive_json())["tell"] == "HELLO"


@pytest.mark.parametrize("token", ["Bot stranger", "Bearer sandbox.bot.token", None])
async def test_another_token_than_the_bots_is_refused(sandbox: Sandbox, token: str | None) -> None:
    headers = {"Authorization": token} if token else {}
    async with (
        aiohttp.ClientSession(headers=headers) as stranger,
        stranger.get(sandbox.api + "/users/@me") as response,
    ):
        assert response.status == 401


async def test_another_token_at_the_gateway_is_refused(
    sandbox: Sandbox, client: aiohttp.ClientSession
) -> None:
    async with client.ws_connect("/gateway") as socket:
        await socket.receive_json()
        await socket.send_json({"op": 2, "d": {"token": "stranger", "intents": 1}})
        await socket.receive()
        assert socket.close_code == 4004
    assert not sandbox.connected


@pytest.mark.parametrize(
    ("path", "host"),
    [
        pytest.param("/", None, id="the page"),
        pytest.param("/page/none.js", None, id="no file"),
        pytest.param("/elsewhere", None, id="no path"),
        pytest.param("/", "news.example", id="a refusal"),
    ],
)
async def test_no_answer_lets_a_browser_load_or_run_anything_from_elsewhere(
    client: aiohttp.ClientSession, path: str, host: str | None
) -> None:
    async with client.get(path, headers={"Host": host} if host else {}) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    sorted(path.relative_to(PAGE).as_posix() for path in PAGE.rglob("*") if path.is_file()),
)
async def test_every_file_of_the_page_is_served_by_its_type(
    client: aiohttp.ClientSession, path: str
) -> None:
    kinds = {".html": "html", ".css": "css", ".js": "javascript", ".svg": "svg"}
    async with client.get(f"/page/{path}") as response:
        assert response.status == 200
        assert kinds[Path(path).suffix] in response.content_type
        assert await response.read() == (PAGE / path).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "%2e%2e/secret.html",
        "..%2fsecret.html",
        "%2e%2e%2fsecret.html",
        "..%5csecret.html",
        "{tmp}/secret.html",
        "{tmp_quoted}%2fsecret.html",
        "linked.html",
        "notes.txt",
        "none.js",
        "",
        "%00.js",
        "x" * 300 + ".js",
    ],
)
async def test_nothing_beside_the_page_is_served(
    client: aiohttp.ClientSession, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, secret = tmp_path / "page", tmp_path / "secret.html"
    page.mkdir()
    for file in (secret, page / "notes.txt"):
        file.write_text("secret")
    (page / "linked.html").symlink_to(secret)
    monkeypatch.setattr(frontdoor, "PAGE", page.resolve())
    asked = path.format(tmp=tmp_path, tmp_quoted=str(tmp_path).replace("/", "%2f"))
    async with client.get(URL(f"/page/{asked}", encoded=True)) as response:
        assert response.status in (404, 501)
        assert await response.read() != b"secret"
