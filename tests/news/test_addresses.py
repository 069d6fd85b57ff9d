"""Which addresses may be opened: by their text, and by the IP address that they lead to."""

import re
from pathlib import Path

import pytest

from news.addresses import LONGEST, checked, is_public
from news.errors import FetchFailed


def refused(url: str, *, private_networks: bool = False) -> str:
    with pytest.raises(FetchFailed) as caught:
        checked(url, private_networks=private_networks)
    assert str(caught.value)
    return caught.value.key


@pytest.mark.parametrize(
    "url",
    [
        "http://orbit.example/feed",
        "https://orbit.example",
        "http://orbit.example:8080/feed?a=%2F&b=%7E~&signature=Ab%2B%2f%3D",
        "https://orbit.example:8443/",
        "https://orbit.example./feed",
        "https://my_feeds.orbit.example/",
        "https://1.orbit.example/",
        "https://0x7f.example/",
        "https://0xyz.example/",
        "https://localhost.example/",
        "https://internal.example/",
        "http://8.8.8.8/feed",
        "http://[2606:4700::1111]/feed",
        "http://[::ffff:8.8.8.8]/feed",
        "https://orbit.example/@someone/feed",
        "https://xn--bcher-kva.example/",
    ],
)
def test_an_address_of_the_internet_goes_as_it_is(url: str) -> None:
    assert str(checked(url)) == url


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("HTTPS://orbit.example/A", "https://orbit.example/A"),
        ("https://orbit.example:443/feed", "https://orbit.example/feed"),
        ("http://orbit.example:/feed", "http://orbit.example:/feed"),
        ("https://orbit.example?mail=a@b.example", "https://orbit.example/?mail=a@b.example"),
        ("https://orbit.example/feed#newest", "https://orbit.example/feed"),
        ("https://orbit.example/mars é/feed", "https://orbit.example/mars%20%C3%A9/feed"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://ⓞⓡⓑⓘⓣ.example/", "https://orbit.example/"),
        ("https://orbit。example/", "https://orbit.example/"),
    ],
)
def test_an_address_is_spelt_as_it_is_asked_for(url: str, asked: str) -> None:
    assert str(checked(url)) == asked


@pytest.mark.parametrize(
    "url",
    [
        "",
        "orbit.example/feed",
        "//orbit.example/feed",
        "/feed",
        "http:",
        "http:orbit.example",
        "http:/orbit.example",
        "http:///orbit.example",
        "http:/\\/orbit.example",
        "http:\\\\orbit.example",
        "http://",
        "http://?a",
        "http://#a",
        "http://:80/",
        "file:///etc/hostname",
        "ftp://orbit.example/",
        "gopher://orbit.example/",
        "dict://orbit.example:80/",
        "data:,x",
        "javascript:alert(1)",
        "jar:http://orbit.example!/",
        "feed:https://orbit.example/",
        " http://orbit.example/",
        "http ://orbit.example/",
        "http://orbit.example /",
        "http://orbit .example/",
        "http://orbit.example\\@inside.example/",
        "http://orbit.example/\\inside.example",
        "http://orbit.example\t/",
        "ht\ntp://orbit.example/",
        "http://orbit\n.example/",
        "http://orbit.example/\r\nHost: inside.example",
        "http://orbit.example/\x00",
        "http://orbit.example/\x7f",
        "http://orbit.example/\x85",
        "http://orbit\u3000.example/",
        "http://orbit\u00ad.example/",
        "http://\u202eorbit.example/",
        "http://orbit／inside.example/",  # a fullwidth slash
        "http://orbit：80.example/",
        "http://orbit＠inside.example/",
        "http://orbit？inside.example/",
        "http://c℀.example/",
        "http://%31%32%37.0.0.1/",
        "http://orbit%2eexample/",
        "http://orbit.example:80:80/",
        "http://orbit.example:x/",
        "http://orbit.example:+80/",
        "http://orbit.example:-80/",
        "http://orbit.example: 80/",
        "http://orbit.example:65536/",
        "http://[::1/",
        "http://::1/",
        "http://[::1]orbit.example/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[v1.orbit]/",
        "http://[]/",
        "http://\ud800.example/",
    ],
)
@pytest.mark.parametrize("private_networks", [False, True])
def test_what_is_no_address_of_the_web_is_refused(url: str, private_networks: bool) -> None:
    assert refused(url, private_networks=private_networks) == "source.not_an_address"


@pytest.mark.parametrize(
    "url",
    [
        "http://ada@orbit.example/",
        "http://ada:secret@orbit.example/",
        "http://@orbit.example/",
        "http://:@orbit.example/",
        "http://orbit.example:80@inside.example/",
        "http://orbit.example@8.8.8.8/",
    ],
)
@pytest.mark.parametrize("private_networks", [False, True])
def test_no_name_and_no_password_goes_with_an_address(url: str, private_networks: bool) -> None:
    assert refused(url, private_networks=private_networks) == "source.credentials"


@pytest.mark.parametrize("port", [0, 1, 22, 25, 81, 6379, 8000, 8444, 9200, 11211, 65535])
def test_only_the_ports_of_the_web_are_asked(port: int) -> None:
    assert refused(f"http://orbit.example:{port}/") == "source.forbidden_port"
    assert refused(f"https://8.8.8.8:{port}/") == "source.forbidden_port"


def test_an_address_has_an_end() -> None:
    url = "https://orbit.example/".ljust(LONGEST, "x")
    assert str(checked(url)) == url
    assert refused(url + "x") == "source.long_address"


INSIDE = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8080/",
    "http://127.127.127.127/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/",
    "http://255.255.255.255/",
    "http://224.0.0.1/",
    "http://100.64.0.1/",
    # an IPv4 address to whoever reads it as inet_aton does
    "http://0/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0X7F.1/",
    "http://0x7f.0.0.0x1/",
    "http://0177.0.0.1/",
    "http://127.0.0.01/",
    "http://0x/",
    "http://orbit.0x/",
    "http://orbit.7/",
    "http://1.2.3.4.5/",
    "http://08.8.8.8/",
    "http://4294967296/",
    "http://127.0.0.1./",
    "http://8.8.8.8./",
    "http://2130706433./",
    # the same in other characters
    "http://①②⑦.⓪.⓪.①/",
    "http://①②⑦。⓪。⓪。①/",
    "http://127。0。0。1/",
    "http://127｡0｡0｡1/",
    "http://１２７.0.0.1/",
    "http://②①③⓪⑦⓪⑥④③③/",
    "http://⓪ⓧ⑦ⓕ.1/",
    "http://127.0.0.１/",
    # IPv6, and IPv4 within it
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000::1]/",
    "http://[::]/",
    "http://[::127.0.0.1]/",
    "http://[::7f00:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::FFFF:7F00:1]/",
    "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::8.8.8.8]/",
    "http://[64:ff9b:1::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001::80ff:fffe]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[100::1]/",
    "http://[2001:db8::1]/",
    # names that nobody on the internet has
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://deep.localhost/",
    "http://localhost.localdomain/",
    "http://printer.local/",
    "http://printer.local./",
    "http://metadata.google.internal/",
    "http://router.home.arpa/",
    "http://router.lan/",
    "http://printer.home/",
    "http://wiki.corp/",
    "http://kubernetes.default.svc/",
    "http://hidden.onion/",
    "http://metadata/",
    "http://intranet./",
    "http://./",
    "http://../",
    "http://.example/",
    "http://orbit..example/",
    "http://orbit.example../",
    f"http://{'a' * 64}.example/",
    f"http://{'a.' * 130}example/",
    "http://orbit!.example/",
    "http://orbit*example.example/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_what_leads_inside_a_network_is_refused(url: str) -> None:
    assert refused(url) in ("source.forbidden_address", "source.not_an_address")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8765/feed",
        "http://localhost/feed",
        "http://nas/feed",
        "http://printer.local:9000/feed",
        "http://[::1]:8000/feed",
        "http://10.0.0.7/feed",
    ],
)
def test_an_operator_may_read_the_own_network(url: str) -> None:
    assert str(checked(url, private_networks=True)) == url


def test_the_shared_list_is_refused_or_left_to_the_look_up(shared: Path) -> None:
    text = (shared / "corpus" / "ssrf_urls.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    passed = {row[0]: row[1] for row in rows if _passes(row[0])}
    assert len(rows) > 50
    assert set(passed.values()) <= {"NEEDS_DNS", "REDIRECTOR", "PUBLIC"}
    assert {row[0] for row in rows if row[1] == "PUBLIC"} <= set(passed)


def _passes(url: str) -> bool:
    try:
        checked(url)
    except FetchFailed:
        return False
    return True


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "198.17.255.255",
        "192.0.1.1",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2001:200::1",
        "2a00:1450:4001::1",
        "::ffff:8.8.8.8",
        "3ffe::1",
    ],
)
def test_the_internet_may_be_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.255.255.254", id="the end of loopback"),
        pytest.param("0.0.0.0", id="this host"),  # noqa: S104
        pytest.param("0.1.2.3", id="this network"),
        pytest.param("10.0.0.1", id="private 10"),
        pytest.param("172.16.0.1", id="private 172.16"),
        pytest.param("172.31.255.255", id="the end of private 172.16"),
        pytest.param("192.168.1.1", id="private 192.168"),
        pytest.param("169.254.169.254", id="metadata"),
        pytest.param("100.64.0.1", id="carrier NAT"),
        pytest.param("100.100.100.200", id="metadata in carrier NAT"),
        pytest.param("192.0.0.9", id="anycast of a protocol"),
        pytest.param("192.0.0.192", id="metadata in 192.0.0"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("198.51.100.1", id="documentation 2"),
        pytest.param("203.0.113.1", id="documentation 3"),
        pytest.param("192.88.99.1", id="6to4 relay"),
        pytest.param("198.18.0.1", id="benchmarks"),
        pytest.param("198.19.255.255", id="the end of benchmarks"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("239.255.255.250", id="the end of multicast"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::1", id="IPv6 loopback"),
        pytest.param("::", id="IPv6 any"),
        pytest.param("::127.0.0.1", id="IPv4-compatible"),
        pytest.param("::ffff:127.0.0.1", id="IPv4-mapped"),
        pytest.param("::ffff:10.0.0.1", id="IPv4-mapped private"),
        pytest.param("::ffff:224.0.0.1", id="IPv4-mapped multicast"),
        pytest.param("::ffff:0:127.0.0.1", id="IPv4-translated"),
        pytest.param("64:ff9b::7f00:1", id="NAT64"),
        pytest.param("64:ff9b:1::a9fe:a9fe", id="local NAT64"),
        pytest.param("2002:7f00:1::", id="6to4"),
        pytest.param("2001::1", id="Teredo"),
        pytest.param("2001:20::1", id="ORCHID"),
        pytest.param("2001:db8::1", id="IPv6 documentation"),
        pytest.param("3fff::1", id="IPv6 documentation 2"),
        pytest.param("5f00::1", id="segment routing"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fd00:ec2::254", id="metadata over IPv6"),
        pytest.param("fe80::1", id="link local"),
        pytest.param("fe80::1%eth0", id="link local with a zone"),
        pytest.param("2606:4700::1111%eth0", id="a zone, which only what is near has"),
        pytest.param("not an address", id="none"),
        pytest.param("fec0::1", id="site local"),
        pytest.param("ff02::1", id="IPv6 multicast"),
        pytest.param("100::1", id="discard"),
        pytest.param("4000::1", id="nobody's yet"),
    ],
)
def test_no_other_network_may_be_reached(address: str) -> None:
    assert not is_public(address)


def test_no_literal_address_of_the_shared_list_may_be_reached(shared: Path) -> None:
    text = (shared / "corpus" / "ssrf_urls.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    said = [
        re.search(r"host literal (\S+)|-> (\d+\.\d+\.\d+\.\d+)", row[2])
        for row in rows
        if row[1] == "REFUSE_IP"
    ]
    addresses = {match[1] or match[2] for match in said if match}
    assert len(addresses) > 10
    assert {each for each in addresses if is_public(each)} == set()
