"""The history of a record as a story: filtered by field and by person, paged; and its facts as they stood on a day."""

from datetime import date
from zoneinfo import ZoneInfo

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from wksbm.accounts import access
from wksbm.accounts.log import note_part
from wksbm.accounts.story.chapters import chapters
from wksbm.accounts.story.entries import Entry
from wksbm.accounts.story.telling import facts_on, story
from wksbm.formfields import DayField
from wksbm.forms import HouseForm


class StoryFilter(HouseForm):
    """Which changes, by whom, and the day on which the facts are wanted."""

    about = forms.ChoiceField(label=_("About"), required=False)
    by = forms.ChoiceField(label=_("By"), required=False)
    on = DayField(label=_("Facts as on the day"), required=False)

    def __init__(self, *args, entries: list[Entry], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        topics = {topic.key: topic.label for entry in entries for topic in entry.about}
        people = {str(entry.user): entry.who for entry in entries if entry.user}
        self.fields["about"].choices = [("", _("everything")), *_by_label(topics)]
        self.fields["by"].choices = [("", _("anybody")), *_by_label(people)]

    def chosen(self, entries: list[Entry]) -> list[Entry]:
        """The entries about what was chosen, each as far as it is about it."""
        if not self.is_bound or not self.is_valid():
            return entries
        if by := self.cleaned_data["by"]:
            entries = [entry for entry in entries if str(entry.user) == by]
        if about := self.cleaned_data["about"]:
            entries = [part for entry in entries if (part := entry.only(about)) is not None]
        return entries

    @property
    def filters(self) -> bool:
        return self.is_bound and self.is_valid() and bool(self.cleaned_data["by"] or self.cleaned_data["about"])


def _by_label(words: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(words.items(), key=lambda item: item[1].casefold())


class HistoryView(TemplateView):
    """Subclasses give `get_object` (through visible_to), the `record` of the access table, and how it is called."""

    template_name = "history/story.html"
    record = ""
    restore_route = ""
    restorable: tuple[str, ...] = ()  # the fields of the record's form

    def get_object(self):
        raise NotImplementedError

    def called(self) -> str:
        """The name of the record as far as the reader may see it."""
        return str(self.object)

    def zone(self) -> ZoneInfo:
        return timezone.get_default_timezone()

    def person(self):
        """Whom the record is about: opening it is a look at that person."""
        return

    def may_restore(self) -> bool:
        return False

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        letter = access.best_letter(request.user.roles_over(self.object), self.record, "history")
        if letter == "N":
            raise Http404
        if letter == "F":
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.person() is not None:
            note_part(request.user, self.person(), "history")
        return super().get(request, *args, **kwargs)

    def today(self) -> date:
        return timezone.localdate(timezone=self.zone())

    def get_context_data(self, **kwargs):
        entries = story(self.object, self.request.user, self.zone())
        form = StoryFilter(self.request.GET or None, entries=entries, user=self.request.user, today=self.today())
        chosen = form.chosen(entries)
        page = Paginator(chosen, settings.ROWS_PER_PAGE).get_page(self.request.GET.get("halaman"))
        return super().get_context_data(**kwargs) | {
            "called": self.called(),
            "back": self.object.get_absolute_url(),
            "form": form,
            "page": page,
            "chapters": chapters(page.object_list, self.today()),
            "total": len(entries),
            "restorable": self.restorable if self.may_restore() else (),
            "restore_url": reverse(self.restore_route, args=[self.object.pk]) if self.restore_route else "",
            **self.facts(form),
        }

    def facts(self, form: StoryFilter) -> dict:
        """The facts on the day asked for, if one is."""
        day = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
        return {"day": day, "facts": facts_on(self.object, day, self.request.user, self.zone()) if day else None}
