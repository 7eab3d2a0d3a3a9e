"""Who may do what, as data: one letter a role, record and action; one level a role and field. Closed until opened.

A allowed · M allowed, but what could be revealed stays masked · C codes or counts only · F refused (403) · N as if it
did not exist (404). The area is not here: rows outside it never reach these tables (see scope.py).
"""

ACTIONS = ("list", "view", "create", "update", "delete", "verify", "export", "history")
COLUMNS = ("leader", "village", "tksk", "tksk_c", "dinas", "dinas_c", "admin")
OPENNESS = "NFCMA"

RECORD_TABLE = """
group             AAFAFFMA AAAAFAMA AAFFFAMA AAFFFAMA AAAAAAAA AAAAAAAA AAAAFFAA
person            MMAFFFFM MAAAFAMA MAAAFAMM MAAAFAMM MAAAAAAA MAAAAAAA MMFFFFFM
member            MAAAFFMA MAAAAAMA MMFFFAMM MMFFFAMM MAAAAAAA MAAAAAAA MMFFFFFM
beneficiary       MMAAFFFF MAAAAAMA MAAAFAMA MAAAFAMA MAAAAAAA MAAAAAAA MMFFFFFM
sealed            NNANNNNN NNANNNNN NNANNNNN CAAAFAFA NNANNNNN CAAAAAAA NNFNNNNN
assessment        NNANNNNN MAAAFFFA MAAAFAFA MAAAFAFA MAAAFAFA AAAAFAAA NNFNNNNN
motivation_note   CNAFNNNN CNFNNNNN CNFNNNNN AAFFFFFA CNFNNNNN AAFFFFFA NNFNNNNN
activity          AAAAAFAA AAAAFAAA AAAAFAAA AAAAFAAA AAAAFAAA AAAAFAAA AAFFFFAA
donation          AAAAFFAA AAFFFFAA AAFFFFAA AAFFFFAA AAAAFAAA AAAAFAAA AAFFFFFA
aid               MAAAFFMA MAAAFAMA MAFFFAMA MAFFFAMA MAAAFAMA MAAAFAAA MMFFFFFM
loan              AAAAFFMA MMFFFAMA MMFFFFMM MMFFFFMM MAAAFAMA MAAAFAAA MMFFFFFM
attachment        AAAFAFFF AAAFAFFF AAAFFFFF AAAFFFFF AAAFAFAA AAAFAFAA FFFFFFFA
import_batch      NNFNNNNN AAAFAFFA AAAFAFFA AAAFAFFA AAAFAFFA AAAFAFFA ACAFFFFA
export            AAAFAFFF AAAFAFFF AAAFAFFF AAAFAFFF AAAFAFFA AAAFAFFA ACFFAFFA
identity_match    AAAAAFFA AAFAFAFA AAFFFFFA AAFFFFFA AAFAFAFA AAFAFAFA NNFNNNNN
tally             AAFFFFAA AAAAFAAA AAAAFAAA AAAAFAAA AAAAAAAA AAAAAAAA AAFFFFAA
monthly_report    AAFFFFAA AAFFFFAA AAAAFAAA AAAAFAAA AAAAFAAA AAAAFAAA AAFFFFAA
account           NNFNNNNN AAAAFFFA NNFNNNNN NNFNNNNN AAAAFFAA AAAAFFAA AAAAAFAA
access_log        NNFNNNNN NNFNNNNN NNFNNNNN NNFNNNNN CCFFFFFF AAFFFFAF CCFFFFCF
recap             CCFFFFCF CCFFFFCF CCFFFFCF CCFFFFCF CCFFFFCF CCFFFFCF CCFFFFCF
region            AAFFFFAA AAFFFFAA AAFFFFAA AAFFFFAA AAFFFFAA AAFFFFAA AAAAAFAA
"""

# What an outsider to a record's row may still do: viewers (camat, lurah, province) read recaps of their area only.
VIEWER = {"recap": "CCFFFFCF", "region": "AAFFFFAA"}

# Who may print full NIKs: a page on paper, never a sheet, of at most 25 names, for a named purpose, logged.
PRINTS_FULL_NIK = {"village", "dinas", "dinas_c"}

FIELD_TABLE = """
nik               masked reveal reveal reveal reveal reveal masked
name              full   full   full   full   full   full   masked
birth_date        year   full   full   full   full   full   year
address           full   full   full   full   full   full   absent
phone             full   full   reveal reveal reveal reveal absent
category_0        full   full   full   full   full   full   absent
category_1        full   full   full   full   full   full   absent
category_2        absent full   full   full   full   full   absent
category_3        absent absent absent full   absent full   absent
private_note      absent full   full   full   full   full   absent
group_scan        full   full   full   full   full   full   full
identity_scan     absent reveal reveal reveal reveal reveal absent
loan_balance      full   range  range  range  full   full   absent
"""
LEVELS = ("absent", "masked", "year", "range", "reveal", "full")


def _read(table: str) -> dict[str, dict[str, str]]:
    rows = (line.split() for line in table.strip().splitlines())
    return {name: dict(zip(COLUMNS, cells, strict=True)) for name, *cells in rows}


RECORDS = _read(RECORD_TABLE)
FIELDS = _read(FIELD_TABLE)


def letter(role: str, record: str, action: str) -> str:
    """The cell of the record table; a companion has the verbs of the TKSK, on the groups given to him."""
    if role == "viewer":
        return VIEWER.get(record, "N" * len(ACTIONS))[ACTIONS.index(action)]
    column = {"companion": "tksk", "companion_c": "tksk_c"}.get(role, role)
    return RECORDS[record].get(column, "N" * len(ACTIONS))[ACTIONS.index(action)]


def best_letter(roles, record: str, action: str) -> str:
    """The most open letter among several roles; N without any."""
    return max((letter(role, record, action) for role in roles), key=OPENNESS.index, default="N")


def field_level(roles, field: str) -> str:
    """absent, masked, year, reveal or full: the most open among several roles; absent without any."""
    cells = (FIELDS[field].get({"companion": "tksk"}.get(role, role), "absent") for role in roles)
    return max(cells, key=LEVELS.index, default="absent")
