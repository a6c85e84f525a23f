"""Posts are signed so that a receiver can tell who sent them, and when."""

from __future__ import annotations

import base64
import hashlib
import hmac

from communique.watch import is_genuine, signed

SECRET = "a secret of thirty-two characters"
BODY = b'{"type":"event.new"}'


def test_a_signature_is_that_of_the_standard() -> None:
    key = b"the bytes of the key behind the prefix"
    secret = "whsec_" + base64.b64encode(key).decode()
    by_hand = hmac.new(key, b"notice-1.1793448000." + BODY, hashlib.sha256).digest()

    headers = signed("notice-1", 1_793_448_000, BODY, secret)

    assert headers == {
        "webhook-id": "notice-1",
        "webhook-timestamp": "1793448000",
        "webhook-signature": f"v1,{base64.b64encode(by_hand).decode()}",
    }


def test_a_genuine_post_is_taken() -> None:
    headers = signed("notice-1", 1000, BODY, SECRET)

    assert is_genuine(headers, BODY, SECRET, now=1200)


def test_one_of_several_signatures_is_enough_while_a_secret_is_changed() -> None:
    headers = signed("notice-1", 1000, BODY, SECRET)
    headers["webhook-signature"] = f"v1,b3RoZXI= {headers['webhook-signature']}"

    assert is_genuine(headers, BODY, SECRET, now=1000)


def test_what_was_changed_or_kept_back_or_is_none_of_ours_is_refused() -> None:
    headers = signed("notice-1", 1000, BODY, SECRET)

    assert not is_genuine(headers, BODY + b" ", SECRET, now=1000)
    assert not is_genuine(headers, BODY, SECRET + "!", now=1000)
    assert not is_genuine(headers, BODY, SECRET, now=1301)
    assert not is_genuine({**headers, "webhook-id": "notice-2"}, BODY, SECRET, now=1000)
    assert not is_genuine({**headers, "webhook-timestamp": "1001"}, BODY, SECRET, now=1000)
    assert not is_genuine({**headers, "webhook-timestamp": "now"}, BODY, SECRET, now=1000)
    assert not is_genuine({**headers, "webhook-signature": "v1,é"}, BODY, SECRET, now=1000)
    assert not is_genuine({}, BODY, SECRET, now=1000)
