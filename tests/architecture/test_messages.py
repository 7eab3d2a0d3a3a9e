"""Every word on the screens stands in the Indonesian catalogue, proofread, and compiled as it is written."""

import gettext
import re

import pytest

from tests.architecture.catalogue import Key, compiled, messages_in_use, read_po
from tests.architecture.source import BASE

FOLDER = BASE / "locale" / "id" / "LC_MESSAGES"
ROW_LEFT_OUT = re.compile(
    r"\bleave (this|the|%\(shown\)s) rows? out|one of the two out|\brows? (is|are) left out|leave it out\.$", re.I
)
PLACEHOLDER = re.compile(r"%\([a-z_.]+\)[sd]|%%")

needs_catalogue = pytest.mark.skipif(not FOLDER.is_dir(), reason="there is no locale/id yet")


@pytest.fixture(scope="module")
def entries():
    return read_po(FOLDER / "django.po")


@needs_catalogue
def test_every_message_in_use_stands_in_the_catalogue(entries):
    known = {entry.key for entry in entries}
    # A message that is asked for alone may stand there with its plural.
    known |= {Key(key.message, context=key.context) for key in known}
    lacking = [f"{path}: {key.message!r}" for key, path in messages_in_use().items() if key not in known]
    assert not lacking, f"{len(lacking)} lacking; run `make messages`:\n" + "\n".join(sorted(lacking))


@needs_catalogue
def test_nothing_is_untranslated_or_in_doubt(entries):
    open_entries = [entry.key.message for entry in entries if entry.fuzzy or not all(entry.words)]
    assert open_entries == []


@needs_catalogue
def test_translations_keep_the_placeholders(entries):
    torn = []
    for key, words, _fuzzy in entries:
        wanted = set(PLACEHOLDER.findall(key.message)) | set(PLACEHOLDER.findall(key.plural))
        torn += [key.message for word in words if key.message and word and set(PLACEHOLDER.findall(word)) != wanted]
    assert torn == []


@needs_catalogue
def test_the_compiled_catalogue_equals_the_written_one(entries):
    with (FOLDER / "django.mo").open("rb") as file:
        there = gettext.GNUTranslations(file)._catalog
    written = compiled(entries)
    del there[""], written[""]  # the header: its dates are the tools' own
    assert there == written


def test_the_reader_understands_what_gettext_writes(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: id\\n"\n\n#, fuzzy\nmsgctxt "menu"\nmsgid "Home"\nmsgstr "Beranda"\n\n'
        '#: x.py\nmsgid "%(n)s day"\nmsgid_plural ""\n"%(n)s days"\nmsgstr[0] "%(n)s hari"\n\n#~ msgid "old"\n'
        '#~ msgstr "lama"\n',
        encoding="utf-8",
    )
    header, home, days = read_po(path)
    assert header.words == ["Language: id\n"]
    assert (home.key, home.fuzzy) == (Key("Home", context="menu"), True)
    assert days.key == Key("%(n)s day", "%(n)s days")
    assert compiled([home, days]) == {("%(n)s day", 0): "%(n)s hari"}


def test_the_reader_finds_messages_in_code_and_templates():
    messages = messages_in_use()
    assert Key("A name has no digits.") in messages
    assert Key("Home", context="menu") in messages
    assert any(path.startswith("templates/") for path in messages.values())


@needs_catalogue
def test_leaving_a_row_out_has_one_word(entries):
    """Wherever a sheet says it: on the button, in the fault that asks for it, in the count. A column is ignored."""
    said = [entry for entry in entries if ROW_LEFT_OUT.search(entry.key.message) and "column" not in entry.key.message]
    assert len(said) > 12
    assert [entry.words for entry in said if "lewati" not in " ".join(entry.words).lower()] == []
    same = next(entry for entry in entries if "says nothing new and is passed over" in entry.key.message)
    assert "lewati" not in same.words[0], "nobody has left it out"
