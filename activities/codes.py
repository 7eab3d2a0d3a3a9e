"""The list of skills that UEP training teaches, from data/skills.csv."""

from pathlib import Path

from activities.models import Skill
from wksbm.accounts.system import Counts, keep_in_step, rows_of

FILE = Path(__file__).parent / "data" / "skills.csv"


def load_skills() -> Counts:
    """Brings Skill in step with the file."""
    return keep_in_step(Skill, rows_of(FILE))
