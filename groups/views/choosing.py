"""Another group is found by its name first, then stands in the address: `?kelompok=7`."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from groups.life_forms import FindForm
from groups.models import SocialGroup
from wksbm.converters import key_in

MOST_FOUND = 20


class ChoosingMixin:
    """Before a form view over `self.group`: until the other one is chosen, the page looks for it and saves nothing."""

    finding_template = "groups/choose.html"

    def others(self):
        """The groups that can be chosen."""
        groups = SocialGroup.objects.visible_to(self.request.user).serving().exclude(pk=self.group.pk)
        return groups.select_related("village", "type")

    @cached_property
    def other(self) -> SocialGroup | None:
        if "kelompok" not in self.request.GET:
            return None
        return get_object_or_404(self.others(), pk=key_in(self.request.GET["kelompok"]))

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.other else self.get(request, *args, **kwargs)

    def get_template_names(self):
        return [self.template_name if self.other else self.finding_template]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"other": self.other} | ({} if self.other else self._found())

    def _found(self) -> dict:
        form = FindForm(self.request.GET)
        text = form.cleaned_data["q"] if form.is_valid() else ""
        found = list(self.others().named(text)[: MOST_FOUND + 1]) if text else []
        return {"text": text, "found": found[:MOST_FOUND], "more": len(found) > MOST_FOUND}
