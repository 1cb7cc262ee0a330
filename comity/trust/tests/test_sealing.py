"""What is sealed opens only with its key, at its place, and nowhere else."""

import pytest
from django.test import override_settings

from comity.trust import sealing
from comity.trust.sealing import KeyMissing, Locked, MasterKey

SECRET = bytes(range(32))


def test_what_is_sealed_opens_again_and_does_not_show_its_words():
    blob = sealing.seal_under(SECRET, "桑福德".encode(), b"cases_entry:1:text")
    assert "桑福德".encode() not in blob
    assert sealing.open_under(SECRET, blob, b"cases_entry:1:text").decode() == "桑福德"


def test_a_blob_moved_to_another_row_does_not_open():
    blob = sealing.seal_under(SECRET, b"words", b"cases_entry:1:text")
    with pytest.raises(Locked):
        sealing.open_under(SECRET, blob, b"cases_entry:2:text")


@pytest.mark.parametrize("place", [0, 1, 13, -1])
def test_a_single_changed_byte_does_not_open(place):
    blob = bytearray(sealing.seal_under(SECRET, b"words", b"here"))
    blob[place] ^= 1
    with pytest.raises(Locked):
        sealing.open_under(SECRET, bytes(blob), b"here")


def test_a_wrapped_key_opens_only_for_its_own_matter():
    key = MasterKey(SECRET)
    wrapped = key.wrap(b"k" * 32, b"matter one")
    assert key.unwrap(wrapped, b"matter one") == b"k" * 32
    with pytest.raises(Locked):
        key.unwrap(wrapped, b"matter two")


def test_setup_never_overwrites_a_key_file_and_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "key.txt"
    assert sealing.make_key_file(path) is True
    first = path.read_text()
    assert sealing.make_key_file(path) is False
    assert path.read_text() == first
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "hello\nworld", f"{sealing.HEADER}\nnot base 64!", f"{sealing.HEADER}\nQUJD"])
def test_a_damaged_key_file_is_named_as_such(text):
    with pytest.raises(KeyMissing):
        MasterKey.from_text(text)


def test_without_a_key_file_nothing_is_sealed_and_the_place_is_named(tmp_path):
    with override_settings(KEY_FILE=tmp_path / "gone.txt"), pytest.raises(KeyMissing, match=r"gone\.txt"):
        sealing.master()


def test_the_same_digits_hash_differently_for_each_purpose():
    assert sealing.keyed_hash("4821", "receipt") == sealing.keyed_hash("4821", "receipt")
    assert sealing.keyed_hash("4821", "receipt") != sealing.keyed_hash("4821", "guess")
