"""Secrets at rest: AES-256-GCM under a ring of keys, and a keyed blind index to find a value without opening it.

WKSBM_FIELD_KEYS is `name:base64key[,name:base64key…]`. The first key writes; all of them read and are searched, so a
new key can be put in front while the old rows are rewritten. An unkeyed hash of a NIK falls in seconds, hence the HMAC.
"""

import base64
import hmac
import os
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

TO_URL = bytes.maketrans(b"+/", b"-_")  # base64's signs in its alphabet for addresses
INNER, OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class SealBroken(ValueError):
    """A sealed value that no key on the ring opens: a lost key, or a row that was tampered with."""


class Key(NamedTuple):
    name: str
    cipher: AESGCM
    index_secret: bytes


@cache
def _ring(spec: str) -> tuple[Key, ...]:
    keys = []
    for part in spec.split(","):
        name, _, encoded = part.strip().partition(":")
        try:
            master = base64.urlsafe_b64decode(encoded)
        except ValueError:
            master = b""
        if not name or len(master) != 32:
            raise ImproperlyConfigured("WKSBM_FIELD_KEYS wants name:key pairs, each key 32 bytes in URL-safe base64.")
        keys.append(Key(name, AESGCM(_derive(master, b"seal")), _derive(master, b"index")))
    return tuple(keys)


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"wksbm " + purpose).derive(master)


def check() -> None:
    """Raises ImproperlyConfigured when the ring cannot be used; called once at start."""
    _ring(settings.FIELD_KEYS)


def seal(value: str, purpose: str) -> str:
    """`value` encrypted for `purpose` (the field's name): what was sealed for one field does not open in another."""
    key = _ring(settings.FIELD_KEYS)[0]
    nonce = os.urandom(12)
    box = key.cipher.encrypt(nonce, value.encode(), purpose.encode())
    return f"{key.name}:{b2a_base64(nonce + box, newline=False).translate(TO_URL).decode()}"


def unseal(sealed: str, purpose: str) -> str:
    """The value that `seal` took. Raises SealBroken."""
    return opener(purpose)(sealed)


def opener(purpose: str) -> Callable[[str], str]:
    """`unseal` for many values of one purpose: the ring is looked up once."""
    ciphers, bound = {f"{key.name}:": key.cipher for key in reversed(_ring(settings.FIELD_KEYS))}, purpose.encode()

    def opened(sealed: str) -> str:
        begin = sealed.find(":") + 1
        try:
            raw = a2b_base64(sealed[begin:].replace("-", "+").replace("_", "/"))
            return ciphers[sealed[:begin]].decrypt(raw[:12], raw[12:], bound).decode()
        except (KeyError, InvalidTag, ValueError):
            raise SealBroken(f"no key opens this {purpose}") from None

    return opened


def seal_bytes(content: bytes, purpose: str) -> bytes:
    """A file encrypted for `purpose`: the name of the key, a line break, then nonce and box."""
    key = _ring(settings.FIELD_KEYS)[0]
    nonce = os.urandom(12)
    return key.name.encode() + b"\n" + nonce + key.cipher.encrypt(nonce, content, purpose.encode())


def unseal_bytes(sealed: bytes, purpose: str) -> bytes:
    """The content that `seal_bytes` took. Raises SealBroken."""
    name, _, raw = sealed.partition(b"\n")
    for key in _ring(settings.FIELD_KEYS):
        if key.name.encode() == name:
            try:
                return key.cipher.decrypt(raw[:12], raw[12:], purpose.encode())
            except (InvalidTag, ValueError):
                break
    raise SealBroken(f"no key opens this {purpose}")


def blind_index(value: str, purpose: str) -> str:
    """The keyed fingerprint under the writing key; equal values have equal fingerprints, nothing else is to be seen."""
    return _fingerprint(_ring(settings.FIELD_KEYS)[0], value, purpose)


def blind_indexes(value: str, purpose: str) -> list[str]:
    """The fingerprints under every key on the ring, for looking a value up while keys change."""
    return [_fingerprint(key, value, purpose) for key in _ring(settings.FIELD_KEYS)]


def indexer(purpose: str) -> Callable[[Sequence[str]], list[list[str]]]:
    """`blind_indexes` for many values of one purpose, of all values under one key after the other: what they share is
    hashed once."""
    begun = [(f"{key.name}:", *_hmac_begun(key, f"{purpose}\0".encode())) for key in _ring(settings.FIELD_KEYS)]

    def under(name: str, inner, outer, values: Sequence[str]) -> list[str]:
        found = []
        for value in values:
            one, other = inner.copy(), outer.copy()
            one.update(value.encode())
            other.update(one.digest())
            found.append(name + other.hexdigest())
        return found

    return lambda values: [under(*key, values) for key in begun]


def _hmac_begun(key: Key, message: bytes) -> tuple:
    """The two hashes of an HMAC-SHA256 (RFC 2104) of which only the beginning of the message is known."""
    block = key.index_secret.ljust(64, b"\0")
    return sha256(block.translate(INNER) + message), sha256(block.translate(OUTER))


def changes_keys() -> bool:
    """Whether fingerprints of one value may differ: several keys are on the ring."""
    return len(_ring(settings.FIELD_KEYS)) > 1


def is_only_key(index: str) -> bool:
    """Whether a fingerprint made earlier is all that `blind_indexes` would give today."""
    ring = _ring(settings.FIELD_KEYS)
    return len(ring) == 1 and index.startswith(f"{ring[0].name}:")


def _fingerprint(key: Key, value: str, purpose: str) -> str:
    digest = hmac.digest(key.index_secret, f"{purpose}\0{value}".encode(), "sha256")
    return f"{key.name}:{digest.hex()}"
