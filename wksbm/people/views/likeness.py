"""Likely duplicates: cards while somebody is entered, and the queue of pairs where they are told apart."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView

from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.filters import AreaFilter, HouseFilterSet
from wksbm.people import likeness
from wksbm.people.forms import SimilarForm
from wksbm.people.likeness_forms import ApartForm
from wksbm.people.models import Person

ON_A_PAGE = 10


class SimilarView(TemplateView):
    """The cards under the person form, fetched as soon as name and birth date or village are typed."""

    template_name = "people/likeness_typed.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        new = SimilarForm(self.request.GET, user=user).person()
        return super().get_context_data(**kwargs) | {
            "base": "bare.html" if self.request.htmx else "base.html",
            "similar": likeness.similar(new, by=user) if new else [],
        }


class PairFilter(HouseFilterSet):
    area = AreaFilter()


class PairsView(HouseFormView):
    """Two by two, the most likely first. Telling a pair apart twice changes nothing, so its form carries no key.

    The floor above reuses it for groups: `finder` finds pairs and tells them apart, `line` shows one record.
    """

    template_name = "people/likeness.html"
    line = "people/likeness_line.html"
    form_class = ApartForm
    finder = likeness
    heading = gettext_lazy("Perhaps the same person")
    verb = gettext_lazy("Not the same person")

    def rows(self):
        return Person.objects.visible_to(self.request.user)

    def back(self) -> tuple[str, str]:
        return reverse("people:list"), pgettext("menu", "People")

    def start(self) -> int:
        typed = self.request.GET.get("mulai", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0

    def form_valid(self, form):
        typed = form.cleaned_data
        one, other = (get_object_or_404(self.rows(), pk=typed[name]) for name in ("one", "other"))
        self.finder.tell_apart(one, other, by=self.request.user, reason=typed["reason"])
        messages.success(self.request, _("Remembered: these are two. The pair is not offered again."))
        return HttpResponseRedirect(self.request.get_full_path())

    def typed_reason(self, form, one, other) -> str:
        """What stood in the form that was refused, for the pair it was about."""
        about = {form.data.get("one"), form.data.get("other")} == {str(one.pk), str(other.pk)}
        return form.data.get("reason", "") if about else ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = PairFilter(self.request.GET or None, queryset=self.rows(), request=self.request)
        start = self.start()
        pairs = self.finder.pairs(filters.qs, start=start, most=ON_A_PAGE + 1)
        return context | {
            "heading": self.heading,
            "back": self.back(),
            "line": self.line,
            "verb": self.verb,
            "filters": filters,
            "pairs": [(*pair, self.typed_reason(context["form"], *pair)) for pair in pairs[:ON_A_PAGE]],
            "start": start,
            "before": max(start - ON_A_PAGE, 0),
            "after": start + ON_A_PAGE if len(pairs) > ON_A_PAGE else 0,
        }
