from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wksbm import name_index


class PeopleConfig(AppConfig):
    name = "wksbm.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        name_index.keep(self.get_model("Person"))
        import_module("wksbm.people.reach")  # tells the floor below the names of people
        import_module("wksbm.people.story")  # and the story of a person
        import_module("wksbm.people.formats")  # how its lists go out to a Dinas
        import_module("wksbm.people.outside_told")  # and what others say of a person
        import_module("wksbm.people.sheet")  # the sheet of people
        import_module("wksbm.people.sheet_undoing")  # and whose NIK is alone again when it is undone
        import_module("wksbm.people.match_sheet")  # the sheet of lists that are matched
