"""Putting one old value back: through the record's own form, its rules and its lock, after a page that asks why."""

from copy import copy

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from wksbm.accounts.stale import put
from wksbm.accounts.story.entries import NOTHING
from wksbm.accounts.story.reader import Reader, told_fields
from wksbm.accounts.story.registry import label_of
from wksbm.accounts.story.telling import own_steps
from wksbm.converters import key_in
from wksbm.forms import WHY


class RestoreMixin:
    """Before the view that edits the record: `?versi=3&isian=address` is the address as version 3 had it.

    What the edit view forbids (state, rights, area) is forbidden here as well. The form is sent as it stands now but
    for this one field, so the rest of the record is judged anew and nothing but the field changes.
    """

    template_name = "history/restore.html"
    history_route = ""

    @cached_property
    def field(self):
        """The history's field that is asked for; 404 for what the form of the record does not hold."""
        name = self.request.GET.get("isian", "")
        told = {field.name: field for field in told_fields(type(self.object))}
        if name not in told or name not in self.get_form_class()._meta.fields:
            raise Http404
        return told[name]

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.request.user, get_default_timezone())

    @cached_property
    def steps(self) -> list:
        return own_steps(self.object, self.reader)

    @cached_property
    def then(self):
        """The history row that holds the old value; 404 where there is none that the user may know of."""
        version = key_in(self.request.GET.get("versi", ""))
        row = next((step.row for step in self.steps if step.row.version == version), None)
        if row is None or self.reader.level(self.object, self.field.name) == "absent":
            raise Http404
        return row

    @cached_property
    def told(self) -> dict:
        """The value of today and the old one in words, read before the form touches the record."""
        subject, now = copy(self.object), self.steps[-1].row
        return {
            "label": capfirst(label_of(subject._meta.label, self.field)),
            "old": self.reader.words(self.then, subject, self.field) or NOTHING,
            "now": self.reader.words(now, subject, self.field) or NOTHING,
            "since": self.reader.local(self.then.history_date),
            "same": not self.reader.differ(self.then, now, self.field),
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": copy(self.object)}

    def get_form(self, form_class=None):
        """The record's form, filled with the record as it is now and the old value."""
        self.told  # noqa: B018 read first
        kwargs = self.get_form_kwargs() | {"data": self.filled()}
        kwargs.pop("files", None)
        form = self.get_form_class()(**kwargs)
        form.fields[WHY].label, form.fields[WHY].required = _("Reason"), True
        if self.request.method == "GET":
            form.errors.pop(WHY, None)  # nobody has been asked yet
        return form

    def filled(self) -> QueryDict:
        form, form_then = self.unsent(copy(self.object)), self.unsent(self.then.instance)
        data = self.beside()
        for name in form.fields:
            put(data, form.add_prefix(name), form[name].value())
        value = form_then[self.field.name].value()
        hidden = value in (None, "")  # numbers do not stand in a form
        put(data, self.field.name, getattr(self.then, self.field.name) if hidden else value)
        for name in (WHY, "seen_doubt"):
            data.setlist(name, self.request.POST.getlist(name))
        return data

    def unsent(self, row):
        kwargs = self.get_form_kwargs() | {"data": None, "files": None, "instance": row}
        return self.get_form_class()(**kwargs)

    def beside(self) -> QueryDict:
        """What the form is sent with beyond its fields."""
        return QueryDict(mutable=True)

    def get(self, request, *args, **kwargs):
        if self.told["same"]:
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        if not self.took(form):
            form.add_error(None, _("The form cannot take this value any more."))
            return self.form_invalid(form)
        response = super().form_valid(form)
        if response.status_code == 302:
            messages.success(self.request, _("The old value is back. The story keeps both."))
        return response

    def took(self, form) -> bool:
        names = (self.field.attname, f"{self.field.name}_precision")
        return all(getattr(form.instance, name, None) == getattr(self.then, name, None) for name in names)

    def stale(self, form):
        """Somebody saved the record meanwhile: what would be put back now is asked once more."""
        context = self.get_context_data(form=form, stale=True, version=self.steps[-1].row.version)
        return self.render_to_response(context, status=409)

    def get_success_url(self) -> str:
        return reverse(self.history_route, args=[self.object.pk])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        obstacles = {name: errors for name, errors in form.errors.items() if name != WHY}
        labels = {name: str(field.label or name) for name, field in form.fields.items()}
        context |= {
            "cancel": self.get_success_url(),
            "obstacles": [(labels.get(name, ""), error) for name, errors in obstacles.items() for error in errors],
            "doubts": [doubt for doubts in form.doubts.values() for doubt in doubts],
        }
        return context | self.told
