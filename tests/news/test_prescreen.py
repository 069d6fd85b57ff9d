"""What would hang or fool a parser is gone before it sees the document; the rest stands."""

import time
import xml.sax

import pytest

from news.errors import NotAFeed
from news.prescreen import ITEMS_KEPT, MANY_ITEMS, screen
from news.prolog import is_page

FEED = "<rss><channel><title>T</title><item><title>A &amp; B</title></item></channel></rss>"
SIZE = 200_000


def parses(text: str) -> bool:
    try:
        xml.sax.parseString(text, xml.sax.handler.ContentHandler())  # noqa: S317
    except xml.sax.SAXException:
        return False
    return True


def test_a_good_document_is_left_alone() -> None:
    found = screen(FEED)
    assert (found.text, found.items, found.whole) == (FEED, None, True)


@pytest.mark.parametrize(
    "prolog",
    [
        pytest.param("\n\t ", id="blanks"),
        pytest.param('<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>', id="instructions"),
        pytest.param("<!-- <rss> is a format -->", id="a comment that names the format"),
        pytest.param('<!DOCTYPE rss PUBLIC "-//N//DTD > 0.91//EN" "http://x/y.dtd">', id="DOCTYPE"),
        pytest.param(
            '<!DOCTYPE rss [<!ENTITY a "<rss>]>"><!ENTITY % b SYSTEM "http://x">]>', id="entities"
        ),
        pytest.param("<br />\n<b>Warning</b>: no such file in <b>/x.php</b><br />", id="a warning"),
        pytest.param("Notice: headers already sent ", id="words"),
        pytest.param("<!DOCTYPE rss [<!-- don't --><!ENTITY a 'b'>]>", id="an apostrophe"),
        pytest.param("<!DOCTYPE rss [<!ENTITY a 'b>]>", id="a DOCTYPE that never ends"),
        pytest.param("<!DOCTYPE html><html><body><h1>Our feed</h1>", id="a page"),
    ],
)
def test_what_stands_before_the_document_is_gone(prolog: str) -> None:
    assert screen(prolog + FEED).text == FEED


def test_no_entity_declaration_reaches_the_parser() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r><!ENTITY c "x">&b;</r>'
    found = screen(bomb).text
    assert found == "<r>&amp;b;</r>"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("AT&T", "AT&amp;T", id="a lone ampersand"),
        pytest.param("a=1&copy=2&b", "a=1&amp;copy=2&amp;b", id="an address"),
        pytest.param("&nbsp;&eacute;", "\xa0é", id="HTML's entities"),
        pytest.param("&LT;b&GT;", "&lt;b&gt;", id="HTML's entities for markup"),
        pytest.param("&amp;&lt;&quot;&apos;", "&amp;&lt;&quot;&apos;", id="XML's own"),
        pytest.param("&#8217;&#x2019;&#8217 ", "&#8217;&#8217;&#8217; ", id="numbers"),
        pytest.param("a&#0;&#xD800;&#x110000;&#9999999;b", "ab", id="no characters at all"),
        pytest.param(
            "<![CDATA[a & b < c &nbsp; <b]]>", "<![CDATA[a & b < c &nbsp; <b]]>", id="CDATA"
        ),
        pytest.param("5 < 6", "5 &lt; 6", id="less than"),
        pytest.param("a<!-- <b> -- & -->c", "ac", id="a comment"),
        pytest.param("a<?php echo ?>c<?d", "ac&lt;?d", id="an instruction"),
        pytest.param("a</b>c", "ac", id="an end of nothing"),
        pytest.param("<p>a<p>b<br>", "<p>a<p>b<br></br></p></p>", id="never ended"),
        pytest.param("<B>a</b>", "<B>a</B>", id="ended in another case"),
        pytest.param("<b><i>a</b></i>", "<b><i>a</i></b>", id="ended crosswise"),
        pytest.param('<a href="x>a</a>', "<a>a</a>", id="a quote without an end"),
        pytest.param('<a t="1 < 2">a</a>', '<a t="1 &lt; 2">a</a>', id="less than in a value"),
        pytest.param("<gml:pos>1 2</gml:pos>", "<x>1 2</x>", id="coordinates"),
    ],
)
def test_what_people_get_wrong_is_mended(written: str, expected: str) -> None:
    found = screen(f"<rss>{written}</rss>")
    assert found.text == f"<rss>{expected}</rss>"
    assert parses(found.text.replace("gml:", "").replace("x:", ""))


def test_a_tag_of_many_attributes_loses_them_and_nothing_else_is_lost() -> None:
    bomb = "".join(f' a{number}="1"' for number in range(40_000))
    quoted = "".join(f' a{number}="<"' for number in range(40_000))
    bare = " ".join(map(str, range(400)))
    found = screen(f"<rss><a{bomb}/><b{quoted}>B</b><c {bare}>C</c></rss>").text
    assert found == "<rss><a/><b>B</b><c>C</c></rss>"


def test_a_long_value_is_no_bomb() -> None:
    tag = f'<a title="{"a = b " * 1000}"/>'
    assert screen(f"<rss>{tag}</rss>").text == f"<rss>{tag}</rss>"
    assert screen(f'<rss><a b="{"x" * 70_000}"/></rss>').text == "<rss><a/></rss>"


def test_a_nesting_without_end_has_one() -> None:
    found = screen(f"<rss>{'<b>' * 1000}x{'</b>' * 1000}</rss>")
    assert found.text == f"<rss>{'<b>' * 199}x{'</b>' * 199}</rss>"
    assert found.whole


def test_of_too_many_items_the_first_are_kept_and_all_are_counted() -> None:
    items = "".join(f"<item>{number}</item>" for number in range(MANY_ITEMS + 1))
    found = screen(f"<rss><channel><title>T</title>{items}</channel></rss>")
    assert found.items == MANY_ITEMS + 1
    assert found.text.count("<item>") == ITEMS_KEPT
    assert found.text.endswith(f"<item>{ITEMS_KEPT - 1}</item></channel></rss>")
    assert found.whole


def test_categories_without_number_are_kept_up_to_a_hundred() -> None:
    many = "<category>a</category>" * 150
    found = screen(f"<rss><item>{many}</item><item>{many}</item></rss>").text
    assert found.count("<category>") == found.count("</category>") == 200
    assert parses(found)


def test_words_without_number_are_no_keywords() -> None:
    few, many = "<k:keywords>a b</k:keywords>", f"<k:keywords>{'ab ' * 1000}</k:keywords>"
    found = screen(f'<rss xmlns:k="k">{few}{many}</rss>').text
    assert found == f'<rss xmlns:k="k">{few}<x>{"ab " * 1000}</x></rss>'


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        pytest.param(FEED, True, id="whole"),
        pytest.param(FEED + "<!-- cached -->\n", True, id="with a trailer"),
        pytest.param(FEED[:-1], False, id="a character short"),
        pytest.param(FEED[:40], False, id="half"),
        pytest.param("<rss><title><![CDATA[abc", False, id="in CDATA"),
        pytest.param("<rss><!-- abc</rss>", False, id="in a comment"),
        pytest.param("<rss><p>a<br></rss>", True, id="only ill-formed"),
    ],
)
def test_a_document_that_is_cut_off_is_seen_to_be(written: str, whole: bool) -> None:
    assert screen(written).whole is whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><p>", True),
        ("\n<html lang=en>", True),
        ("<rss><description>&lt;html>", False),
        ("<htmlish>", False),
        ("<opml><head>", False),
        ("<br>\n<html>", True),
    ],
)
def test_a_page_says_that_it_is_one(text: str, expected: bool) -> None:
    assert is_page(text) is expected


BOMBS = (
    *("<", "<a", "<a ", '<a "', '<a b="', "<a b='<", "</a>", "</", "<a>", "<a></a>", "<!--"),
    *("<!", "<?", "<![CDATA[", "&", "&#1;", "&a", "<!DOCTYPE a [", '<!DOCTYPE "', "<!-- <rss>"),
    *("\n", "<item>", "<category/>", "<a b='1' c=\"2\">", "]]>", "<a\n"),
)


@pytest.mark.parametrize("piece", BOMBS)
def test_a_flood_of_anything_is_refused_or_screened_in_time(piece: str) -> None:
    began = time.process_time()
    try:
        found = screen(piece * (SIZE // len(piece)) + FEED).text
    except NotAFeed:
        found = ""
    assert time.process_time() - began < 3
    assert "<!ENTITY" not in found


def test_prefixes_without_number_are_refused() -> None:
    many = "".join(f' xmlns:p{number}="u{number}"' for number in range(300))
    with pytest.raises(NotAFeed):
        screen(f"<rss><a{many}/></rss>")
