"""What a cell of a workbook holds: text, numbers, days, and what must be told apart from them."""

import pytest

from tests.sheets_reading import files
from tests.sheets_reading.files import Raw, typed, xlsx
from tests.sheets_reading.reading import cells, head, noted, refusal


def value(cell: object, **faults) -> object:
    """What the cell arrives as, both among the first rows and in a row far below."""
    content = xlsx([["a", "b"], ["x", cell], ["x", cell]], numbers=[1, 2, 900], **faults)
    first, second = (row[1] for row in cells(content)[1:])
    assert first == second == head(content)[1][1][1]
    hash(first)
    return first


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3273010101900000", 3273010101900000),
        ("3.2730101019E+15", 3273010101900000),
        ("9271010101900003", 9271010101900004),  # a worksheet has doubles
        ("3273010101900001.0", 3273010101900001),
        ("11.1", 11.1),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("1E400", ("error", "#NUM!")),
        ("", None),
        (" ", None),
    ],
)
def test_numbers_are_numbers(written, expected):
    assert value(typed("number", written)) == expected
    assert type(value(typed("number", written))) is type(expected)


@pytest.mark.parametrize("written", ["abc", "1_000", "0x10", "١٢", "nan", "1,5"])
def test_a_number_cell_that_holds_no_number_is_refused(written):
    assert refusal(xlsx([[typed("number", written)]])).code == "damaged"


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (1, ("date", "1900-01-01")),
        (59, ("date", "1900-02-28")),
        (60, ("bad_date", "60")),
        (61, ("date", "1900-03-01")),
        (29252, ("date", "1980-02-01")),
        (29252.75, ("date", "1980-02-01")),
        (2958465, ("date", "9999-12-31")),
        (2958466, ("bad_date", "2958466")),
        (10_000_000_000, ("bad_date", "10000000000")),
        (0, ("bad_date", "0")),
        (-1, ("bad_date", "-1")),
    ],
)
def test_serial_numbers_of_days(serial, expected):
    assert value(typed("date_serial", serial)) == expected


def test_days_counted_from_1904():
    assert value(typed("date_serial", 0), date1904=True) == ("date", "1904-01-01")
    assert value(typed("date_serial", 27790), date1904=True) == ("date", "1980-02-01")
    assert value(typed("date_serial", -1), date1904=True) == ("bad_date", "-1")
    assert value(typed("date_serial", 2957004), date1904=True) == ("bad_date", "2957004")
    assert noted(xlsx([["a"]], date1904=True)) == {"date1904": {}}


@pytest.mark.parametrize(
    ("style", "expected"),
    [(1, "date"), (4, "date"), (5, "date"), (3, "time"), (0, None), (2, None), (6, None)],
)
def test_the_number_format_tells_days_from_numbers(style, expected):
    found = value(Raw(f'<c r="{{place}}" s="{style}"><v>29252</v></c>'))
    assert found == 29252 if expected is None else found[0] == expected


def test_a_time_and_an_iso_day():
    assert value(typed("time_serial", 0.5625)) == ("time", "13:30:00")
    assert value(typed("iso_date", "1980-02-01T00:00:00")) == ("date", "1980-02-01")
    assert value(typed("iso_date", "kemarin")) == ("bad_date", "kemarin")


def test_errors_and_truths_are_told_apart_from_text():
    assert value(typed("error", "#REF!")) == ("error", "#REF!")
    assert value(typed("boolean", 1)) == ("bool", True)
    assert value(typed("boolean", 0)) == ("bool", False)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<f>SUM(A1:A3)</f><v>6</v>", "=SUM(A1:A3)"),
        ("<f>SUM(A1:A3)</f>", "=SUM(A1:A3)"),
        ("<f>A1&amp;&quot;x&quot;</f><v/>", '=A1&"x"'),
        ('<f t="array" ref="B2:B2">A1</f><v>1</v>', "=A1"),
        ("<f/><v>1</v>", "="),
    ],
)
def test_a_formula_is_never_read_as_its_last_value(xml, expected):
    assert value(Raw(f'<c r="{{place}}">{xml}</c>')) == ("formula", expected)
    assert value(Raw(f'<c r="{{place}}" t="str">{xml}</c>')) == ("formula", expected)


def test_a_formula_shared_by_many_cells_is_told_for_each():
    first = Raw('<c r="{place}"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>2</v></c>')
    other = Raw('<c r="{place}"><f t="shared" si="0"/><v>4</v></c>')
    assert cells(xlsx([[first], [other], [other]])) == [[("formula", "=B1*2")]] * 3


def test_a_long_formula_is_cut():
    assert value(typed("formula", "A1+" * 500)) == ("formula", "=" + ("A1+" * 500)[:199])


@pytest.mark.parametrize(
    "text",
    [
        "'0812",
        "  spasi  ",
        "=1+1",
        "<script>alert(1)</script>",
        "A & B",
        "é 漢 😀",
        "baris\nbaru",
        "]]>",
        "_x0041",
        '5" 7"',
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_text_arrives_as_it_was_written(text, inline):
    assert value(text, inline=inline) == text


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<t>a&#10;b&#xE9;&lt;</t>", "a\nbé<"),
        ("<t>a_x000D_b_x005F_x000D_</t>", "a\rb_x000D_"),
        ("<t>a\r\nb\rc</t>", "a\nb\nc"),
        ("<r><t>Si</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ti </t></r>", "Siti "),
        ("<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh>", "東京"),
        ("<t></t>", None),
        ("<t/>", None),
    ],
)
def test_texts_with_escapes_and_fonts(xml, expected):
    assert value(Raw(f'<c r="{{place}}" t="inlineStr"><is>{xml}</is></c>')) == expected
    strings = f"<sst><si><t>a</t></si><si>{xml}</si></sst>".encode()
    cell = Raw('<c r="{place}" t="s"><v>1</v></c>')
    content = xlsx([[typed("string_index", 0), cell]], parts={files.STRINGS: strings})
    assert cells(content) == [["a", expected]]


@pytest.mark.parametrize("text", ["&#0;", "&#xD800;", "&nbsp;", "&"])
def test_characters_that_xml_forbids_are_refused(text):
    strings = f"<sst><si><t>{text}</t></si></sst>".encode()
    assert refusal(xlsx([[typed("string_index", 0)]], parts={files.STRINGS: strings})).code == "damaged"


def test_shared_text_keeps_its_place_behind_one_in_several_fonts():
    items = "<si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si><si/><si><t>d</t></si>"
    cells_ = [typed("string_index", place) for place in (3, 1, 0, 2)]
    content = xlsx([cells_], parts={files.STRINGS: f"<sst>{items}</sst>".encode()})
    assert cells(content) == [["d", "bc", "a", None]]
