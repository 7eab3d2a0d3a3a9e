"""What the sheet of people answers to every bad input of a cell."""

from datetime import date, timedelta

from tests.bad_inputs.cases import Doubted, Refused, Taken
from tests.sheets_reading import files
from tests.sheets_reading.reading import cells

TODAY = date(2026, 11, 21)
FIELDS = {"NIK": "nik", "NAM": "full_name", "DAT": "birth_date", "TEL": "phone", "REG": "village_code"}
MAN, WOMAN = "3273010101900001", "3273014101900001"
BIRU, OLD_BIRU, PENFUI = "73.08.21.1001", "73.08.21.1009", "53.01.08.2011"
LONG_NAME = "R.A. Kartini Tjokroadikoesoemo binti H. Abdul Muhyi Soedarsono Kartohadikusumo Hardjodiningrat"
NUMBER = "keeps only 15 digits"
ANSWERS = {
    "NIK-01": Refused("Fill in the NIK, or choose why there is none"),
    "NIK-02": Refused("this one has 15"),
    "NIK-04": Taken(MAN),
    "NIK-06": Taken(MAN),
    "NIK-07": Taken(MAN),
    "NIK-09": Taken(MAN),
    "NIK-10": Taken(MAN),
    "NIK-11": Taken(MAN),
    "NIK-14": Refused("Position 16"),
    "NIK-15": Refused("letter O"),
    "NIK-16": Refused("as Text"),
    "NIK-17": Refused("last digits are lost"),
    "NIK-18": Refused(NUMBER),
    "NIK-19": Refused(NUMBER),
    "NIK-20": Refused(NUMBER),
    "NIK-21": Refused("filler"),
    "NIK-22": Refused("filler"),
    "NIK-23": Refused("filler"),
    "NIK-24": Refused("filler"),
    "NIK-25": Doubted("nik_province", "1073010101900001"),
    "NIK-27": Refused("here 00"),
    "NIK-28": Refused("here 40"),
    "NIK-29": Refused("here 72"),
    "NIK-33": Refused("never 0000"),
    "NIK-34": Doubted("nik_district", "3273994101900001"),
    "NIK-35": Doubted("nik_sex", WOMAN),
    "NIK-37": Taken("3273010101300001"),
    "NIK-38": Refused("position 1 "),
    "NIK-40": Refused("position 2 "),
    "NIK-41": Refused("Only digits"),
    "NAM-03": Refused("must be filled in"),
    "NAM-04": Refused("must be filled in"),
    "NAM-07": Taken("Ma'ruf"),
    "NAM-08": Taken("Ma\u2019ruf"),
    "NAM-10": Taken(LONG_NAME),
    "NAM-11": Refused("120"),
    "NAM-12": Refused("120"),
    "NAM-13": Taken("Andr\u00e9"),
    "NAM-14": Taken("Andr\u00e9"),
    "NAM-16": Taken("\u1b35\u1b13\u1b2e"),
    "NAM-17": Taken("\ua9b1\ua9a0\ua9b6"),
    "NAM-19": Refused("turns the writing direction"),
    "NAM-21": Refused("control character"),
    "NAM-22": Refused("control character"),
    "NAM-23": Refused("control character"),
    "NAM-24": Refused("line break"),
    "NAM-25": Taken("Bu di"),
    "NAM-26": Doubted("mixed_script", "\u0412udi"),
    "NAM-28": Refused("only letters"),
    "NAM-32": Doubted("mojibake", "Nu\u00c3\u00b1o"),
    "NAM-35": Taken("TRUE"),
    "NAM-36": Refused("no digits"),
    "NAM-37": Taken("Budi Santoso"),
    "NAM-38": Taken("BUDI SANTOSO"),
    "DAT-01": Refused("02/2023 has no day 30"),
    "DAT-02": Refused("02/2023 has no day 29"),
    "DAT-03": Taken("2024-02-29"),
    "DAT-04": Refused("dd/mm/yyyy"),
    "DAT-06": Refused("four digits"),
    "DAT-08": Taken("1945-08-17"),
    "DAT-10": Refused("21 November 2026"),
    "DAT-11": Taken(TODAY.isoformat()),
    "DAT-15": Refused("does not exist"),
    "DAT-16": Refused("does not exist"),
    "DAT-17": Refused("does not exist"),
    "DAT-18": Refused("does not exist"),
    "TEL-01": Taken("+628123456789"),
    "TEL-02": Doubted("zero_lost", "+628123456789"),
    "TEL-03": Taken("+628123456789"),
    "TEL-04": Refused("this one has 17"),
    "TEL-05": Refused("this one has 5"),
    "TEL-06": Refused("in digits"),
    "TEL-08": Refused("in digits"),
    "TEL-09": Refused("in digits"),
    "TEL-11": Doubted("foreign_phone", "+12025550100"),
    "REG-01": Taken(BIRU),
    "REG-02": Taken(BIRU),
    "REG-05": Refused("inside your area"),
    "REG-06": Taken(BIRU),
    "REG-09": Refused("lost a zero"),
    "REG-10": Refused("inside your area"),
    "REG-13": Doubted("name_used", BIRU),
    "REG-14": Doubted("name_used", BIRU),
    "REG-15": Doubted("superseded", BIRU),
    "XLS-40": Refused("TRUE or FALSE"),
}
# Built ones: what stands in the cells. Cells of a kind are read from a workbook, as they would come.
OF_A_KIND = {
    "NIK-18": ("nik", files.typed("number", 3273010101900000)),
    "NIK-19": ("nik", files.typed("number", 9271010101900003)),
    "NIK-20": ("nik", files.typed("float", "3273010101900001.0")),
    "DAT-15": ("birth_date", files.typed("date_serial", 60)),
    "DAT-16": ("birth_date", files.typed("date_serial", -1)),
    "DAT-17": ("birth_date", files.typed("date_serial", 2958466)),
    "DAT-18": ("birth_date", files.typed("date_serial", 10000000000)),
    "TEL-02": ("phone", files.typed("number", 8123456789)),
    "REG-09": ("village_code", files.typed("number", "11.1")),
    "XLS-40": ("full_name", files.typed("boolean", 1)),
}
BUILT = {
    "NIK-01": {"nik": None, "no_nik_reason": None},
    "NIK-35": {"nik": WOMAN, "sex": "L"},
    "NIK-37": {"nik": "3273010101300001", "birth_date": "1930-01-01"},
    "NAM-11": {"full_name": "x" * 121},
    "NAM-12": {"full_name": "x" * 100_000},
    "DAT-10": {"birth_date": f"{TODAY + timedelta(days=1):%d/%m/%Y}"},
    "DAT-11": {"birth_date": f"{TODAY:%d/%m/%Y}"},
    "REG-10": {"village_code": PENFUI},
    "REG-15": {"village_code": OLD_BIRU},
}
AT = {"NIK-01": "no_nik_reason"}  # where it is said, if not at the cell itself


def of_a_kind() -> dict[str, dict]:
    """The cells of a kind, out of a workbook that was written and read."""
    raws = cells(files.xlsx([[cell] for _name, cell in OF_A_KIND.values()]))
    return {name: {column: raw} for (name, (column, _cell)), (raw,) in zip(OF_A_KIND.items(), raws, strict=True)}
