"""The village says who a waiting name is: a known person, somebody new, or nobody; one by one or all that are exact."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from members.identities import ChangedSince, enter, match, refuse
from members.identity_forms import MatchForm, RefuseForm
from members.likely import compared, exact_matches
from members.models import IdentityMatch
from members.overlaps import warning
from members.views.identities import IdentityMixin, people_of, waiting_for
from wksbm.accounts.editing import CreateOnceView, HouseFormView, add_errors
from wksbm.accounts.story.reader import Reader, Step
from wksbm.converters import key_in
from wksbm.dates import PartialDate
from wksbm.people.models import Person
from wksbm.people.views import FindPersonView, NewPersonMixin

PAIR = re.compile(r"([0-9]{1,18})-([0-9]{1,9})-([0-9]{1,18})-([0-9]{1,9})\Z")  # name, version, person, version


class DecisionMixin(IdentityMixin):
    action = "verify"
    only_waiting = True

    def queue(self) -> str:
        return reverse("members:identities")


class FindForIdentityView(DecisionMixin, FindPersonView):
    """Under another name, or by NIK."""

    @property
    def heading(self) -> str:
        return _("Who is %(name)s?") % {"name": self.object.name}

    @property
    def lead(self) -> str:
        return _("Waits as a member of %(group)s.") % {"group": self.object.group}

    def choose_url(self, person: Person) -> str:
        return f"{reverse('members:identity-match', args=[self.object.pk])}?orang={person.pk}"

    def new_url(self) -> str:
        return reverse("members:identity-enter", args=[self.object.pk])

    def back(self) -> tuple[str, str]:
        return self.object.get_absolute_url(), self.object.name


class IdentityMatchView(DecisionMixin, HouseFormView):
    """`?orang=` is the one. Whoever changed since she was shown is shown again, and nothing is saved before that."""

    template_name = "members/identity_match.html"
    form_class = MatchForm

    def dispatch(self, request, *args, **kwargs):
        people = Person.objects.visible_to(request.user).select_related("village__parent")
        self.person = people.filter(pk=key_in(request.GET.get("orang", ""))).first()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.person is None:
            raise Http404
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.person else self.out_of_sight()

    def out_of_sight(self):
        """Moved to another area, or never there: answered alike."""
        return render(self.request, "members/identity_gone.html", {"identity": self.object}, status=409)

    def get_initial(self):
        return {"name_version": self.object.version, "person_version": self.person.version}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"ask_sure": self.person.living != Person.Living.ALIVE}

    def form_valid(self, form):
        data = form.cleaned_data
        seen = data["name_version"], data["person_version"]
        try:
            match(self.object, self.person, by=self.request.user, seen=seen, sure=data.get("sure", False))
        except ChangedSince:
            return self.shown_again(seen)
        except ValidationError as error:
            if not is_settled(self.object, self.person, self.request.user):  # else the same answer came twice
                add_errors(form, error)
                return self.form_invalid(form)
        text = _("%(name)s is %(person)s now, on the list and wherever she or he was ticked.")
        messages.success(self.request, text % {"name": self.object.name, "person": self.person})
        return HttpResponseRedirect(self.queue())

    def shown_again(self, seen: tuple[int, int]):
        """The page once more with what is true now, what changed, and the versions of now: the choice is kept."""
        people = Person.objects.visible_to(self.request.user).select_related("village__parent")
        self.person = people.filter(pk=self.person.pk).first()
        if self.person is None:
            return self.out_of_sight()
        self.object.refresh_from_db()
        form = MatchForm(**self.get_form_kwargs() | {"data": None, "files": None, "initial": self.get_initial()})
        reader = Reader(self.request.user, self.object.group.village.time_zone)
        changes = [*since(self.object, seen[0], reader), *since(self.person, seen[1], reader)]
        return self.render_to_response(self.get_context_data(form=form, again=True, changes=changes), status=409)

    def get_context_data(self, **kwargs):
        group, user = self.object.group, self.request.user
        return (
            {"again": False, "changes": []}
            | super().get_context_data(**kwargs)
            | {
                "card": compared(self.object, self.person),
                "person": self.person,
                "other_kube": warning([self.person], group, by=user, on=group.village.today()),
                "is_member": self.person.pk in people_of(group, user),
                "cancel": self.object.get_absolute_url(),
            }
        )


def since(record, version: int, reader: Reader) -> tuple:
    """What was changed in a record since this version, as far as the reader may see it."""
    steps = reader.steps(type(record), Q(id=record.pk))
    then = next((step.row for step in steps if step.row.version == version), None)
    return reader.told(Step(steps[-1].row, then), record).changes if then else ()


def is_settled(identity: IdentityMatch, person: Person, user) -> bool:
    return identity.decided_by_id == user.pk and identity.person_id == person.pk


class IdentityEnterView(DecisionMixin, NewPersonMixin, CreateOnceView):
    """Somebody new: the person form, with what the group knows already."""

    template_name = "members/identity_enter.html"

    def get_initial(self):
        row, typed = self.object, super().get_initial()
        known = {"full_name": typed["full_name"] or row.name, "nik": typed["nik"], "village": row.group.village}
        birth = PartialDate(row.birth_date, row.birth_date_precision) if row.birth_date else None
        return known | {"sex": row.sex, "birth_date": birth, "rt": row.rt, "rw": row.rw}

    def create(self, form):
        person = form.save(commit=False)
        enter(self.object, person, by=self.request.user, kk_number=form.cleaned_data["kk_number"])
        text = _("%(name)s is entered, and a member of %(group)s.")
        messages.success(self.request, text % {"name": person, "group": self.object.group})
        return self.queue()


class IdentityRefuseView(DecisionMixin, CreateOnceView):
    template_name = "members/identity_refuse.html"
    form_class = RefuseForm

    def create(self, form):
        refuse(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(
            self.request,
            _("%(name)s is off the list; the leader reads your reason.") % {"name": self.object.name},
        )
        return self.queue()


class IdentityAllView(TemplateView):
    """Those that are exactly one person of the village, to be looked through and matched together."""

    template_name = "members/identity_all.html"
    http_method_names = ["get", "post", "head", "options"]

    def get_context_data(self, **kwargs):
        user = self.request.user
        pairs = exact_matches(waiting_for(user), user)
        return super().get_context_data(**kwargs) | {
            "pairs": [(f"{name.pk}-{name.version}-{one.pk}-{one.version}", name, one) for name, one in pairs],
        }

    def post(self, request):
        pairs = [pair.groups() for text in request.POST.getlist("pair") if (pair := PAIR.match(text))]
        outcomes = [self.one(*map(int, pair)) for pair in pairs]
        done = outcomes.count("")
        for reason in filter(None, outcomes):
            messages.warning(request, reason)
        if done:
            text = ngettext("%(count)s name is matched.", "%(count)s names are matched.", done)
            messages.success(request, text % {"count": done})
        return redirect("members:identities")

    def one(self, name: int, name_version: int, person: int, person_version: int) -> str:
        """Why it was not done, or nothing."""
        user = self.request.user
        identity = IdentityMatch.objects.visible_to(user).select_related("group__village").filter(pk=name).first()
        someone = Person.objects.visible_to(user).filter(pk=person).first()
        if identity is None or someone is None:
            return _("A name or a person is not in your area any more; nothing was done there.")
        if not user.may("verify", "identity_match", identity):
            raise PermissionDenied
        try:
            match(identity, someone, by=user, seen=(name_version, person_version))
        except ChangedSince:
            return _("%(name)s was left: something changed meanwhile. Look at it by itself.") % {"name": identity}
        except ValidationError as error:
            return "" if is_settled(identity, someone, user) else " ".join(error.messages)
        return ""
