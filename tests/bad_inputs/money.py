"""What the dues in the sheet of groups answer to every bad amount."""

from tests.bad_inputs.cases import CASES, Refused, Taken
from tests.sheets_reading import files
from tests.sheets_reading.reading import cells

DIGITS = Refused("in digits only")
LIMIT = Refused("at most Rp 10.000.000.000")
WHOLE = Refused("There are no fractions")
ANSWERS = {
    "MON-02": Refused("as Rp 1.500.000 or as Rp 1,5"),
    "MON-03": Taken(1_500_000),
    "MON-05": WHOLE,
    "MON-06": WHOLE,
    "MON-09": DIGITS,
    "MON-10": DIGITS,
    "MON-12": LIMIT,
    "MON-13": LIMIT,
    "MON-16": DIGITS,
    "MON-19": Refused("not the formula"),
    "MON-20": Refused("#REF!"),
}
NUMBERS = {  # the same amounts in cells that hold numbers
    "MON-05": files.typed("float", 1.5),
    "MON-06": files.typed("float", "1500000.50"),
    "MON-12": files.typed("number", 99999999999999),
    "MON-13": files.typed("number", 9223372036854775808),
    "MON-19": files.typed("formula", "=SUM(A1:A3)"),
    "MON-20": files.typed("error", "#REF!"),
}


def written() -> list[tuple[str, object]]:
    """Every case with its raw cell; some stand there twice, as text and as a number."""
    texts = [(name, CASES[name].written) for name in ANSWERS if not CASES[name].written.startswith("gen:")]
    numbers = cells(files.xlsx([[cell] for cell in NUMBERS.values()]))
    return [*texts, *((name, raw) for name, (raw,) in zip(NUMBERS, numbers, strict=True))]
