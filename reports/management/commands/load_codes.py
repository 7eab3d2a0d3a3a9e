from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from activities.codes import load_skills
from activities.models import Skill
from beneficiaries.codes import load_categories, load_schemes
from beneficiaries.models import PmksCategory, Scheme
from groups.codes import load_group_types
from groups.models import GroupType

LISTS = (
    (GroupType, load_group_types),
    (Scheme, load_schemes),
    (PmksCategory, load_categories),
    (Skill, load_skills),
)


class Command(BaseCommand):
    help = "Loads the code lists: group types, lists and kinds of PMKS, skills. Run it as often as you like."

    def handle(self, *args, **options) -> None:
        for model, load in LISTS:
            counts = load()
            self.stdout.write(
                _("%(list)s: %(new)s new, %(changed)s changed, %(retired)s retired, %(same)s same.")
                % {"list": model._meta.verbose_name_plural, **counts._asdict()}
            )
