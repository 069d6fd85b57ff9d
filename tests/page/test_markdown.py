"""What is written in Discord's markdown becomes nodes, and nothing that is written ever runs."""

from typing import Any

from playwright.async_api import Page, expect

from tests.page.conftest import PageAs
from tests.page.robot import Robot
from tests.page.sights import articles

SHAPES = """
() => {
  const escaped = (text) => text.replaceAll("<", "&lt;");
  const shape = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return escaped(node.data);
    const tag = node.localName;
    const href = node.hasAttribute("href") ? ` href="${node.getAttribute("href")}"` : "";
    return `<${tag}${href}>${[...node.childNodes].map(shape).join("")}</${tag}>`;
  };
  return [...document.querySelectorAll("article > .text")].map((text) =>
    [...text.childNodes].map(shape).join(""),
  );
}
"""
"""The texts of all messages as HTML, without any attribute but where links lead."""

WRITTEN = {
    "**bold** *it* _it_ __under__ ~~gone~~": "<p><strong>bold</strong> <em>it</em> <em>it</em> "
    "<u>under</u> <s>gone</s></p>",
    "***both*** snake_case_name 2 * 3 * 4": "<p><strong><em>both</em></strong> snake_case_name "
    "2 * 3 * 4</p>",
    "`**code**` and\n```py\n**print**(1)\n```": "<p><code>**code**</code> and</p>"
    "<pre><code>**print**(1)</code></pre>",
    "> quoted\nnot": "<blockquote><p>quoted</p></blockquote><p>not</p>",
    ">>> all\nof it": "<blockquote><p>all\nof it</p></blockquote>",
    "# One\n## Two\n### Three\n#none": "<h3>One</h3><h4>Two</h4><h5>Three</h5><p>#none</p>",
    "-# small print": "<p>small print</p>",
    "- a\n- b\n  - c": "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
    "1. a\n2. b": "<ol><li>a</li><li>b</li></ol>",
    "[words](https://a.example/b)": '<p><a href="https://a.example/b">words</a></p>',
    "<https://a.example/c>": '<p><a href="https://a.example/c">https://a.example/c</a></p>',
    "see https://a.example/d.": '<p>see <a href="https://a.example/d">https://a.example/d</a>.</p>',
    r"\*plain\* \`plain\`": "<p>*plain* `plain`</p>",
    "||hidden||": "<p><span><span>hidden</span><button></button></span></p>",
    "<:rocket:123456789012345678> <id:customize>": "<p>:rocket: &lt;id:customize></p>",
}

HOSTILE = [
    "<script>hacked = 1</script>",
    "<img src=x onerror=hacked=1><svg onload=hacked=1>",
    "</div></article><iframe src=/></iframe><style>*{display:none}</style>",
    "[x](javascript:hacked=1) [x](data:text/html,<script>1</script>) <javascript:hacked=1>",
    '[x](https://a.example/"onclick="hacked=1) https://a.example/"onload="hacked=1',
    "[x](vbscript:x) [x](file:///etc/passwd) [x](//b.example) [x](#general) [x](/live)",
    "@everyone @here <@1> <@&1> <#1> </subscribe:1x>",
    "\u202egnp.exe\u2066 [\u202etxt](https://a.example/x)",
    "**" * 900,
    "[" * 1900,
    "||" + "> " * 900,
    "- " * 900,
    "W" * 2000,
    "*_" * 900 + "`" * 99,
]

FOUND = """
() => {
  const log = document.querySelector("[role=log]");
  const all = [...log.querySelectorAll("*")];
  const values = (tag, name) => all.filter((one) => one.localName === tag).map((one) => one[name]);
  const odd = "script, iframe, object, embed, form, base, meta, link, style, audio, video";
  return {
    handlers: all.flatMap((one) => one.getAttributeNames())
      .filter((name) => name.startsWith("on") || ["style", "srcdoc"].includes(name)),
    elements: all.filter((one) => one.matches(odd)).map((one) => one.localName),
    pictures: values("img", "src").filter((src) => !src.endsWith("/page/icon.svg")),
    links: values("a", "href").filter((href) => !href.startsWith("https://a.example/")),
    calls: [...log.querySelectorAll(".calls, button.mention")].map((one) => one.textContent),
    wide: log.scrollWidth > log.clientWidth,
    hacked: "hacked" in window,
  };
}
"""
"""What should not be there."""

NOTHING: dict[str, Any] = {
    "handlers": [],
    "elements": [],
    "pictures": [],
    "links": [],
    "calls": [],
    "wide": False,
    "hacked": False,
}


async def last_of(page: Page, robot: Robot) -> None:
    """Waits for all that has been said so far."""
    await robot.say("That is all.")
    await expect(articles(page, "That is all.")).to_be_visible()


async def test_each_kind_of_markdown_becomes_nodes(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    for text in WRITTEN:
        await robot.say(text)
    await last_of(page, robot)
    shapes = await page.evaluate(SHAPES)
    assert dict(zip(WRITTEN, shapes, strict=False)) == WRITTEN


async def test_what_is_hostile_is_text(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    for text in HOSTILE:
        part = text[:256]
        field = {"name": part, "value": text[:1024]}
        more = {"author": {"name": part}, "footer": {"text": text}, "fields": [field]}
        await robot.say(text, embeds=[{"title": part, "description": text, **more}])
    await last_of(page, robot)
    assert await page.evaluate(FOUND) == NOTHING
    script = articles(page, HOSTILE[0])
    assert (await script.inner_text()).count(HOSTILE[0]) == 7


async def test_mentions_have_the_names_of_here(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    world = robot.world
    mia, launches = world.user("mia").id, world.channel("launches").id
    role = world.role("launch-pings").id
    await robot.offer({"name": "countdown", "description": "To the next launch"})
    await robot.say(f"<@{mia}> <@&{role}> <#{launches}> </countdown:1>")
    said = page.get_by_role("article")
    await expect(said).to_contain_text("@Mia @launch-pings #launches /countdown")
    await said.get_by_role("button", name="/countdown").click()
    await expect(page.get_by_role("group", name="Command /countdown")).to_be_visible()
    await said.get_by_role("link", name="#launches").click()
    await expect(page.get_by_role("log", name="Messages in launches")).to_be_visible()


async def test_hidden_words_are_uncovered_by_a_press(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    await robot.say("It ends ||well||")
    hidden = page.get_by_role("article").locator("[inert]")
    await expect(hidden).to_have_text("well")
    await page.get_by_role("button", name="Show spoiler").click()
    await expect(hidden).to_have_count(0)
    await expect(page.get_by_text("well", exact=True)).to_be_focused()


async def test_a_moment_says_how_long_ago_it_is(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    now = robot.world.clock()
    await page.clock.install(time=now)
    await page.reload()
    at = int(now.timestamp())
    await robot.say(f"<t:{at}:R>, <t:{at + 5500}:R>, <t:{at}:t>, <t:{at}:d>, <t:99999999999999:R>")
    said = page.get_by_role("article")
    await expect(said).to_contain_text("just now, in 2 hours, 12:00 PM, 11/22/26, <t:999")
    await page.clock.fast_forward("05:00")
    await expect(said).to_contain_text("5 minutes ago, in 1 hour, ")
