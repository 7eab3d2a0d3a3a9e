"""What the cleared see and do: codes in a list, a case after its reason, notes and decisions about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy

from beneficiaries.filters import SealedFilter
from beneficiaries.models import PmksCategory, SealedCase
from beneficiaries.sealed import Content, Urgency, add_note, close, confirm, entries, strike
from beneficiaries.sealed_forms import UNKNOWN, ConfirmForm, NoteForm, ReasonForm
from wksbm.accounts.editing import CreateOnceView
from wksbm.accounts.lists import ScopedListView
from wksbm.accounts.opening import OpeningView, is_open
from wksbm.people.models import Person

Status = SealedCase.Status


class SealedListView(ScopedListView):
    """Receipts, places and days; neither name nor kind."""

    template_name = "beneficiaries/sealed_list.html"
    filterset_class = SealedFilter

    def get_queryset(self):
        return SealedCase.objects.visible_to(self.request.user).select_related("village")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = [(case, (case.village.today() - case.received_on).days) for case in context["rows"]]
        return context | {"rows": rows}


class CaseMixin:
    """`action` is asked of the access table over this very case."""

    action = "view"

    def dispatch(self, request, *args, **kwargs):
        cases = SealedCase.objects.visible_to(request.user).select_related("village__parent", "sent_by")
        self.case = get_object_or_404(cases, pk=kwargs["pk"])
        if not request.user.may(self.action, "sealed", self.case):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.case.village.today()


class SealedDetailView(CaseMixin, OpeningView):
    template_name = "beneficiaries/sealed_detail.html"
    asking_template_name = "beneficiaries/sealed_open.html"

    @property
    def row(self) -> SealedCase:
        return self.case

    def secret(self) -> str:
        return Content.of(self.case).name

    def facts(self) -> dict:
        return {"receipt": self.case.receipt}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"case": self.case}

    def opened(self) -> dict:
        content, user = Content.of(self.case), self.request.user
        waiting, mine = self.case.status == Status.WAITING, self.case.sent_by_id == user.pk
        sure = user.may("verify", "sealed", self.case) and not mine
        return {
            "content": content,
            "kinds": PmksCategory.objects.filter(code__in=content.kinds),
            "sex": dict(Person.Sex.choices).get(content.sex, ""),
            "urgency": Urgency(content.urgency).label if content.urgency else "",
            "person": Person.objects.visible_to(user).filter(pk=content.person).first() if content.person else None,
            "entries": entries(self.case),
            "mine": mine and waiting,
            "can_confirm": waiting and sure,
            "can_close": self.case.status == Status.CONFIRMED and user.may("update", "sealed", self.case),
            "can_strike": self.case.status != Status.CLOSED and user.may("delete", "sealed", self.case) and not mine,
        }


class CaseFormView(CaseMixin, CreateOnceView):
    """A form about an opened case. Only showing it needs the case to be open: what was typed is saved all the same."""

    template_name = "beneficiaries/sealed_form.html"
    action = "update"
    heading = verb = done = ""

    def get(self, request, *args, **kwargs):
        if not is_open(request, self.case):
            return redirect(self.case)
        return super().get(request, *args, **kwargs)

    def create(self, form):
        self.act(form.cleaned_data)
        messages.success(self.request, self.done)
        return self.case

    def act(self, typed: dict) -> None:
        """May raise ValidationError."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "case": self.case, "heading": self.heading, "verb": self.verb, "cancel": self.case.get_absolute_url(),
        }  # fmt: skip


class SealedNoteView(CaseFormView):
    form_class = NoteForm
    heading = verb = gettext_lazy("Add a note")
    done = gettext_lazy("Noted, sealed with the case.")

    def act(self, typed):
        add_note(self.case, text=typed["text"], by=self.request.user)


class SealedConfirmView(CaseFormView):
    """Somebody else than the sender found it to be so."""

    form_class = ConfirmForm
    action = "verify"
    heading = verb = gettext_lazy("Confirm the case")
    done = gettext_lazy("Confirmed. From the end of this half-year it counts in the recaps.")

    def get_initial(self):
        shown = self.request.method == "GET"
        return {"kinds": list(Content.of(self.case).kinds) or [UNKNOWN]} if shown else {}

    def act(self, typed):
        confirm(self.case, by=self.request.user, on=self.today(), **typed)


class SealedCloseView(CaseFormView):
    form_class = ReasonForm
    heading = verb = gettext_lazy("Close the case")
    done = gettext_lazy("Closed. The case stays sealed here with its reason.")

    def act(self, typed):
        close(self.case, text=typed["text"], by=self.request.user, on=self.today())


class SealedStrikeView(SealedCloseView):
    """What should not be there (entered twice, a false alarm) ends; nothing is deleted."""

    action = "delete"
    heading = verb = gettext_lazy("Strike the case")

    def act(self, typed):
        strike(self.case, text=typed["text"], by=self.request.user, on=self.today())
