"""Fetching: whatever answers, and wherever it leads, within bounds and never into a private net."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.watch_site import Site, Visit, running_site

from communique.read.fetch import Answer, Bounds, FetchError, PrivateAddressError, ask, send
from communique.read.fetch.addresses import is_public

HERE = Bounds(private="allowed", silence_s=0.5, whole_s=1, most_bytes=100_000)


@pytest.fixture(scope="module")
def _site() -> Iterator[Site]:
    with running_site() as site:
        yield site


@pytest.fixture
def site(_site: Site) -> Site:
    _site.routes.clear()
    _site.asked.clear()
    return _site


def get(address: str, bounds: Bounds = HERE, **headers: str) -> Answer:
    return ask(address, bounds=bounds, headers=headers)


def refusal(address: str, bounds: Bounds = HERE) -> str:
    began = time.monotonic()
    with pytest.raises(FetchError) as refused:
        get(address, bounds)
    assert time.monotonic() - began < 3
    return str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::"),
        *("fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "not an address"),
    ],
)
def test_what_lies_in_a_private_net_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909", "2002:909:909::"]
)
def test_what_lies_on_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_this_machine_is_not_asked_under_any_of_its_names(site: Site, host: str) -> None:
    port = site.at.rpartition(":")[2]

    with pytest.raises(FetchError, match=r"a private address|no such host|not the address"):
        get(f"http://{host}:{port}/", Bounds())

    assert site.asked == []


def test_a_host_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def resolved(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        places = ("9.9.9.9", "192.168.0.7")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)

    with pytest.raises(PrivateAddressError, match=r"192\.168\.0\.7"):
        get("http://rebind.example/", Bounds())


def test_a_name_is_resolved_once_so_that_a_second_answer_cannot_lead_elsewhere(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/", "here")
    asked: list[str] = []

    def resolved(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        place = "127.0.0.1" if len(asked) == 1 else "192.0.2.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    answer = get(f"http://rebind.example:{site.at.rpartition(':')[2]}/")

    assert answer.body.read() == b"here"
    assert asked == ["rebind.example"]
    assert site.asked[0].headers["host"].startswith("rebind.example:")


def test_a_page_of_the_open_internet_may_not_lead_into_a_private_net(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/start", status=302, Location="/secret")
    seen = iter([True, True])  # the first host counts as public
    monkeypatch.setattr("communique.read.fetch.addresses.is_public", lambda _: next(seen, False))

    with pytest.raises(PrivateAddressError):
        get(f"{site.at}/start", Bounds(private="first"))

    assert site.paths() == ["/start"]


def test_who_names_a_private_address_may_have_it_and_what_it_leads_to(site: Site) -> None:
    site.serve("/start", status=302, Location="/end")
    site.serve("/end", "here")

    answer = get(f"{site.at}/start", Bounds(private="first"))

    assert answer.address == f"{site.at}/end"
    assert answer.body.read() == b"here"


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/a", "gopher://h/", "javascript:alert(1)"]
)
def test_a_redirection_to_what_is_no_web_page_is_refused(site: Site, target: str) -> None:
    site.serve("/", status=302, Location=target)

    assert refusal(f"{site.at}/").startswith("redirected to what is no web page")


def test_redirections_that_run_in_a_circle_end(site: Site) -> None:
    site.serve("/a", status=307, Location="/b")
    site.serve("/b", status=308, Location="/a")

    assert refusal(f"{site.at}/a") == "redirected too often: more than 5 times"


def test_each_hop_is_checked_before_it_is_asked(site: Site) -> None:
    site.serve("/a", status=301, Location="/b")
    site.serve("/b", "here")
    hops: list[str] = []

    ask(f"{site.at}/a#part", bounds=HERE, headers={}, before=hops.append)

    assert hops == [f"{site.at}/a", f"{site.at}/b"]


def test_only_redirections_for_good_make_a_move(site: Site) -> None:
    site.serve("/a", status=301, Location="/c")
    site.serve("/b", status=302, Location="/c")
    site.serve("/c", "here")

    assert get(f"{site.at}/a").is_moved
    assert not get(f"{site.at}/b").is_moved
    assert not get(f"{site.at}/c").is_moved


def drip_headers(visit: Visit) -> None:
    visit.raw(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        visit.raw(b"X-%d: a bit more\r\n" % number)
        time.sleep(0.05)


def drip_body(visit: Visit) -> None:
    visit.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        visit.raw(b"x")
        time.sleep(0.05)


def go_on_forever(visit: Visit) -> None:
    visit.raw(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        visit.raw(b"and on " * 1000)


def continue_forever(visit: Visit) -> None:
    while True:
        visit.raw(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (drip_headers, "not all came within 1 s"),
        (drip_body, "not all came within 1 s"),
        (continue_forever, "not all came within 1 s"),
        (go_on_forever, "too long: more than 100,000 bytes"),
        (lambda visit: time.sleep(2), "no answer within 0.5 s"),
        (lambda visit: None, "the connection broke off"),
        (lambda visit: visit.raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "the connection broke off"),
        (lambda visit: visit.raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500), "the connection"),
        (lambda visit: visit.raw(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 99_999), "the connection"),
        (lambda visit: visit.answer(b"short", Content_Length="500"), "the connection broke off"),
        (
            lambda visit: visit.raw(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno chunk\r\n"
            ),
            "the connection broke off",
        ),
        (
            lambda visit: visit.raw(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nbroken off"
            ),
            "the connection broke off",
        ),
        (
            lambda visit: visit.answer(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"),
            "too long: more than 100,000 bytes",
        ),
        (
            lambda visit: visit.answer(b"no gzip", Content_Encoding="gzip"),
            "packed in a way that cannot be unpacked",
        ),
        (
            lambda visit: visit.answer(b"x", Content_Encoding=", ".join(["gzip"] * 50)),
            "packed in a way that cannot be unpacked",
        ),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_server_that_misbehaves_is_a_reason_in_good_time(
    site: Site, route: object, reason: str
) -> None:
    site.routes["/"] = route  # type: ignore[assignment]

    assert refusal(f"{site.at}/").startswith(reason)


def test_nothing_of_a_body_beyond_its_length_is_taken(site: Site) -> None:
    site.routes["/"] = lambda visit: visit.answer(b"as long as said, and more", Content_Length="15")

    assert get(f"{site.at}/").body.read() == b"as long as said"


def test_a_body_is_taken_of_a_good_answer_only(site: Site) -> None:
    site.serve("/", b"not asked for", 500)

    answer = get(f"{site.at}/")

    assert answer.status == 500
    assert answer.body.read() == b""


def test_no_cookie_is_kept(site: Site) -> None:
    site.serve("/", status=302, Location="/next", Set_Cookie="who=you")
    site.serve("/next", "here", Set_Cookie="who=still-you")

    get(f"{site.at}/")
    get(f"{site.at}/next")

    assert all("cookie" not in one.headers for one in site.asked)


def test_a_host_that_speaks_no_tls_is_not_taken_for_one_that_does(site: Site) -> None:
    assert refusal(site.at.replace("http:", "https:")).startswith(
        ("no secure connection", "the connection broke off")
    )


def certified(tmp_path: Path, names: str) -> tuple[ssl.SSLContext, Path]:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1"),
            *("-days", "1", "-keyout", str(key), "-out", str(certificate)),
            *("-addext", f"subjectAltName={names}"),
        ],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no openssl here")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    return tls, certificate


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    tls, _ = certified(tmp_path, "IP:127.0.0.1")

    with running_site(tls) as secure:
        assert refusal(f"{secure.at}/").startswith("no secure connection")

    assert secure.asked == []


def test_a_certificate_holds_for_its_own_host_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls, certificate = certified(tmp_path, "DNS:localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with running_site(tls) as secure:
        secure.serve("/", "here")
        by_name = secure.at.replace("127.0.0.1", "localhost")

        assert get(f"{by_name}/").body.read() == b"here"
        assert refusal(f"{secure.at}/").startswith("no secure connection")


def test_what_is_posted_is_not_sent_on_to_where_the_answer_leads(site: Site) -> None:
    site.serve("/hook", status=307, Location="/elsewhere")

    answer = send(f"{site.at}/hook", b"{}", bounds=HERE, headers={})

    assert answer.status == 307
    assert site.paths() == ["/hook"]


def test_a_proxy_is_asked_for_names_but_not_for_private_addresses(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", site.at)
    monkeypatch.setenv("no_proxy", "")
    site.routes["http://news.example/"] = lambda visit: visit.answer(b"by proxy")

    assert get("http://news.example/").body.read() == b"by proxy"
    with pytest.raises(PrivateAddressError):
        get("http://192.168.0.1/", Bounds())
