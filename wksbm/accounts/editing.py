"""Creating once and editing without losing anybody's work: what every form view of the registry shares."""

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.forms import BooleanField, MultipleChoiceField
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from wksbm.accounts.scope import place_tells
from wksbm.accounts.stale import merge_stale
from wksbm.accounts.submissions import SentBefore, content_of, new_key, once, sent_already
from wksbm.records import StaleRecord
from wksbm.regions.picker import begin_at, picking

UNTICKED = {BooleanField: False, MultipleChoiceField: []}  # what a browser does not send


def still_visible(row, user) -> None:
    """What was saved must still be visible to the one who saved it. Raises ValidationError (the caller rolls back)."""
    if not place_tells(user, row) and not type(row).objects.visible_to(user).filter(pk=row.pk).exists():
        raise ValidationError(_("Choose a place inside your area."), "outside")


def add_errors(form, error: ValidationError) -> None:
    """The errors of a service at their fields, or above the form when it has no such field."""
    found = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
    for field, errors in found.items():
        form.add_error(field if field in form.fields else None, errors)


class HouseFormView(FormView):
    """`picking` answers the region picker's button of those without JavaScript: the form again, nothing judged."""

    http_method_names = ["get", "post", "head", "options"]  # Django's form views would take PUT for POST

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "today": self.today()}

    def today(self):
        """The day in the area the form is about; None leaves it to the country's middle zone."""
        duties = self.request.user.duties_now
        return duties[0].region.today() if duties and duties[0].region_id else None

    def post(self, request, *args, **kwargs):
        if picking(request.POST):
            return self.render_to_response(self.get_context_data(form=self.unjudged_form()))
        return super().post(request, *args, **kwargs)

    def unjudged_form(self):
        kept = {name: values if len(values) > 1 else values[0] for name, values in self.request.POST.lists()}
        kwargs = self.get_form_kwargs() | {"initial": kept, "posted": self.request.POST, "data": None, "files": None}
        form = self.get_form_class()(**kwargs)
        cleared = [name for name, field in form.fields.items() if type(field) in UNTICKED and name not in kept]
        form.initial |= {name: UNTICKED[type(form.fields[name])] for name in cleared}
        return form


class ActView(HouseFormView):
    """An act over something that is there: `act(form)`, which may raise ValidationError; `done` is said when it is."""

    done = ""

    def act(self, form) -> None:
        raise NotImplementedError

    def form_valid(self, form):
        try:
            self.act(form)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        if self.done:
            messages.success(self.request, self.done)
        return HttpResponseRedirect(self.get_success_url())


class CreateOnceView(HouseFormView):
    """A form that makes one record however often it is sent. Subclasses write `create(form)`."""

    def get_form(self, form_class=None):
        """Who has several duties begins in the area of the one he acts in."""
        form = super().get_form(form_class)
        duties = self.request.user.duties_now
        if not form.is_bound and duties:
            begin_at(form, duties[0].region_id or "")
        return form

    def create(self, form):
        """Saves and returns the new row (with get_absolute_url) or the URL to go to. May raise ValidationError."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        """A resend gets its answer before the form is judged: what it made is there, so it could only be refused."""
        done = None if picking(request.POST) else sent_already(user=request.user, data=content_of(request))
        return HttpResponseRedirect(done) if done else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            content = content_of(self.request)
            url = once(user=self.request.user, data=content, create=lambda: self._created_url(form))
        except SentBefore as sent:
            form.add_error(None, self.sent_before(sent.url))
            self.fresh_key = new_key()
            return self.form_invalid(form)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return HttpResponseRedirect(url)

    def form_invalid(self, form):
        """Of two equal ones sent at the same moment the second would doubt what the first has just made."""
        done = sent_already(user=self.request.user, data=self.request.POST) if form.open_doubts else None
        return HttpResponseRedirect(done) if done else super().form_invalid(form)

    def sent_before(self, url: str) -> str:
        """What is said to who sends the form once more with other content."""
        message = _("This form was already sent with other content. Look at what it made: %(url)s")
        return message % {"url": self.request.build_absolute_uri(url)}

    def _created_url(self, form) -> str:
        made = self.create(form)
        return made if isinstance(made, str) else made.get_absolute_url()

    def get_context_data(self, **kwargs):
        posted = self.request.POST.get("client_key")
        key = getattr(self, "fresh_key", None) or posted or new_key()
        return super().get_context_data(**kwargs) | {"client_key": key}


class EditRecordView(HouseFormView):
    """A form over one record (`self.object`); a stale save shows both values and loses neither."""

    object = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def form_valid(self, form):
        version = self.request.POST.get("version", "")
        if not version.isascii() or not version.isdigit() or len(version) > 9:
            raise BadRequest("version")
        form.instance.version = int(version)
        try:
            with transaction.atomic():
                row = self.save(form)
                still_visible(row, self.request.user)
        except StaleRecord:
            return self.stale(form)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.get_success_url())

    def save(self, form):
        return form.save()

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def stale(self, form):
        self.object = type(self.object).objects.get(pk=self.object.pk)
        merged, differences = merge_stale(self, form)
        differences += self.other_differences(form)
        context = self.get_context_data(form=merged, differences=differences, version=self.object.version)
        return self.render_to_response(context, status=409)

    def other_differences(self, form) -> list:
        """What both changed beyond the fields of the form."""
        return []

    def get_context_data(self, **kwargs):
        version = self.request.POST.get("version") or self.object.version
        return {"version": version, "object": self.object} | super().get_context_data(**kwargs)
