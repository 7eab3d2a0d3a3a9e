"""Groups that may be registered twice, two by two."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import likeness
from groups.models import SocialGroup
from wksbm.people.views import PairsView


class GroupPairsView(PairsView):
    line = "groups/likeness_line.html"
    finder = likeness
    heading = gettext_lazy("Perhaps the same group")
    verb = gettext_lazy("Not the same group")

    def rows(self):
        return SocialGroup.objects.visible_to(self.request.user)

    def back(self) -> tuple[str, str]:
        return reverse("groups:list"), _("Groups")
