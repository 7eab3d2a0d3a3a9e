"""Sealed values open only with their key, for their field, and unchanged; fingerprints say nothing but "equal"."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from wksbm import keyring

OLD = "k1:" + base64.urlsafe_b64encode(b"1" * 32).decode()
NEW = "k2:" + base64.urlsafe_b64encode(b"2" * 32).decode()
NIK = "9901014101900001"
values = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@pytest.fixture
def ring(settings):
    def use(spec: str) -> None:
        settings.FIELD_KEYS = spec

    use(OLD)
    return use


@given(values)
def test_what_is_sealed_opens_again(value):
    assert keyring.unseal(keyring.seal(value, "person.nik"), "person.nik") == value


@given(values)
def test_a_seal_shows_nothing_and_never_repeats(value):
    one, other = keyring.seal(value, "person.nik"), keyring.seal(value, "person.nik")
    assert one != other
    assert len(value) < 6 or value not in one


def test_a_seal_opens_only_for_the_field_it_was_made_for():
    with pytest.raises(keyring.SealBroken):
        keyring.unseal(keyring.seal(NIK, "person.nik"), "household.kk_number")


@given(st.integers(0, 43), st.integers(1, 255))
def test_a_changed_seal_does_not_open(position, change):
    name, _, encoded = keyring.seal(NIK, "person.nik").partition(":")
    raw = bytearray(base64.urlsafe_b64decode(encoded))
    raw[position] ^= change
    with pytest.raises(keyring.SealBroken):
        keyring.unseal(f"{name}:{base64.urlsafe_b64encode(bytes(raw)).decode()}", "person.nik")


@pytest.mark.parametrize("sealed", ["", "k1", "k1:", "k1:AAAA", "k1:A", "k9:AAAAAAAAAAAAAAAAAAAAAAAA", NIK])
def test_what_was_never_sealed_is_a_broken_seal(ring, sealed):
    with pytest.raises(keyring.SealBroken):
        keyring.unseal(sealed, "person.nik")


def test_the_message_of_a_broken_seal_holds_no_value(ring):
    sealed = keyring.seal(NIK, "person.nik")
    ring(NEW)
    with pytest.raises(keyring.SealBroken) as broken:
        keyring.unseal(sealed, "person.nik")
    assert NIK not in str(broken.value)
    assert sealed not in str(broken.value)


def test_equal_values_have_one_fingerprint_and_different_fields_do_not():
    assert keyring.blind_index(NIK, "person.nik") == keyring.blind_index(NIK, "person.nik")
    assert keyring.blind_index(NIK, "person.nik") != keyring.blind_index(NIK, "household.kk_number")
    assert keyring.blind_index(NIK, "person.nik") != keyring.blind_index(NIK[:-1] + "2", "person.nik")


def test_a_fingerprint_depends_on_the_key(ring):
    old = keyring.blind_index(NIK, "person.nik")
    ring(NEW)
    assert keyring.blind_index(NIK, "person.nik").partition(":")[2] != old.partition(":")[2]


def test_while_keys_change_old_rows_open_and_are_found(ring):
    sealed, fingerprint = keyring.seal(NIK, "person.nik"), keyring.blind_index(NIK, "person.nik")
    ring(f"{NEW},{OLD}")
    assert keyring.unseal(sealed, "person.nik") == NIK
    assert keyring.seal(NIK, "person.nik").startswith("k2:")
    assert keyring.blind_index(NIK, "person.nik").startswith("k2:")
    assert fingerprint in keyring.blind_indexes(NIK, "person.nik")
    assert len(keyring.blind_indexes(NIK, "person.nik")) == 2


@pytest.mark.parametrize(
    "spec", ["", "k1", "k1:", "k1:short", OLD.removeprefix("k1:"), f"{OLD},", f"{OLD},k2:AAAA", ":" + OLD]
)
def test_a_ring_that_cannot_be_used_is_refused(ring, spec):
    ring(spec)
    with pytest.raises(ImproperlyConfigured):
        keyring.check()


@pytest.mark.parametrize("spec", [OLD, f"{NEW},{OLD}"])
@pytest.mark.parametrize("value", [NIK, "", "9" * 200, "Ångström"])
def test_the_fingerprints_of_many_values_are_those_of_each(ring, spec, value):
    ring(spec)
    assert keyring.indexer("person.nik")([value]) == [[index] for index in keyring.blind_indexes(value, "person.nik")]
