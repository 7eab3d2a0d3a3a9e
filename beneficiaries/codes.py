"""The lists of PMKS kinds: their versions, and the 26 kinds of Permensos 8/2012 with their rules."""

from pathlib import Path

from beneficiaries.models import PmksCategory, Scheme
from wksbm.accounts.system import Counts, keep_in_step, rows_of
from wksbm.people.models import Person

DATA = Path(__file__).parent / "data"
SCHEME_OF_THE_KINDS = "2012_26"
SEX = {"any": "", "female": Person.Sex.FEMALE, "male": Person.Sex.MALE}


def load_schemes() -> Counts:
    """Brings the versions of the list (27 kinds of 2004 to 12 PAS of 2025) in step with data/pmks_schemes.csv."""
    return keep_in_step(Scheme, map(_scheme, rows_of(DATA / "pmks_schemes.csv")))


def load_categories() -> Counts:
    """Brings the kinds in step with data/pmks.csv. The schemes must be loaded."""
    scheme = Scheme.objects.get(code=SCHEME_OF_THE_KINDS)
    return keep_in_step(PmksCategory, (_category(row) | {"scheme_id": scheme.pk} for row in rows_of(DATA / "pmks.csv")))


def other_names() -> dict[str, str]:
    """What a kind is also called in offices and older lists → its code."""
    found = {}
    for row in rows_of(DATA / "pmks.csv"):
        names = (name.partition("(")[0].strip() for name in row["name_id_variants"].split(";"))
        found |= {name: row["code"] for name in names if name}
    return found


def _scheme(row: dict[str, str]) -> dict:
    return {"code": row["scheme"], "name": row["content"], "source": row["source"], "note": row["note"]}


def _category(row: dict[str, str]) -> dict:
    """Where the file names several units, the first one counts. `age_note` is for who keeps the file: how sure the ages
    are, and what the regulation says in its own words."""
    return {
        "code": row["code"],
        "number": row["no_permensos_8_2012"],
        "abbreviation": row["abbr"],
        "name": row["name_id"],
        "name_en": row["name_en"],
        "unit": row["recording_unit"].partition("/")[0],
        "age_min": row["age_min_years"] or None,
        "age_max": row["age_max_years"] or None,
        "sex": SEX[row["sex"]],
        "criteria": row["criteria_summary"],
        "sensitivity": row["sensitivity_level"],
        "verification": row["verification"],
    }
