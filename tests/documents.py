"""Small documents of our own, one of each kind, for tests that bend and break them."""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- weekly --><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Orbit</title>
<link>https://orbit.example/</link><language>en-gb</language><ttl>60</ttl>
<item><title>Lander &amp;amp; rover touch down</title><link>/7?utm_source=x</link>
<guid isPermaLink="false">orbit-7</guid><dc:creator>Ada Quill</dc:creator>
<pubDate>Sun, 22 Nov 2026 08:30:00 +0200</pubDate><category>Moon</category>
<description><![CDATA[<p>Two <b>soft</b> landings.</p>]]></description>
<media:content url="/wide.jpg" type="image/jpeg" width="1200"/></item>
<item><title>&lt;i&gt;Juno&lt;/i&gt; dives @everyone [x](http://y)</title><link>/8</link>
<content:encoded>&lt;img src="/io.png"&gt; Io, &amp;#8220;close&amp;#8221;</content:encoded>
<enclosure url="/io.png" type="image/png" length="1"/><author>b@x.example (Bo)</author></item>
</channel></rss>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="https://o.example/">
<title>Orbit</title><link>https://o.example/</link><sy:updatePeriod>daily</sy:updatePeriod></channel>
<item rdf:about="https://o.example/7"><title>Fusée sur orbite</title><link>https://o.example/7</link>
<dc:date>2026-11-22T06:30:00Z</dc:date><dc:subject>Moon</dc:subject></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://orbit.example/"><title>Orbit</title>
<id>urn:orbit</id><link href="/"/><link rel="hub" href="https://hub.example/"/>
<entry><id>urn:7</id><title type="html">Lander &amp;lt; rover</title><link href="7"/>
<author><name>Ada Quill</name></author><category term="m" label="Moon"/>
<published>2026-11-22T06:30:00Z</published><updated>2026-11-22T09:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two <b>soft</b> ones.</p></div>
</content></entry><entry><id>urn:8</id><title>火星の夜</title><link href="8"/></entry></feed>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Orbit", "expired": false,
"home_page_url": "https://orbit.example/", "items": [{"id": 7, "url": "/7", "title": "Lander",
"content_html": "<p>Two &amp; more</p>", "date_published": "2026-11-22T06:30:00+02:00",
"authors": [{"name": "Ada"}], "tags": ["moon"], "image": "/7.jpg", "attachments": [{"url": "/a"}]},
{"id": "8", "content_text": "No title, 5 < 6"}]}"""

ALL = tuple(each.encode() for each in (RSS, RDF, ATOM, JSON))
