"""What was done, who came, what came of it."""

from activities.models.activity import Activity, Attendance, OutreachFinding, Skill
from activities.models.note import MotivationNote

__all__ = ["Activity", "Attendance", "MotivationNote", "OutreachFinding", "Skill"]
