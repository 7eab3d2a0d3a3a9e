"""The roster of a day and membership cards, on paper; each is an export and leaves its line in the access log."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import View

from groups.views.group import GroupMixin
from members.card_forms import CardsForm
from members.faces import name_of, reached
from members.models import Membership
from members.papers.cards import CardPages
from members.papers.roster import RosterPaper
from members.views.roster import OnDayMixin
from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.paper import F4, SIZES
from wksbm.paper.answer import as_pdf
from wksbm.people.models import Person


def logged(user, group, rows: int, what: str) -> None:
    where = {"target": Membership._meta.label, "region": group.village_id}
    note(user, AccessLog.Kind.EXPORT, **where, rows=rows, format="pdf", nik="none", paper=what)


class RosterPaperView(OnDayMixin, View):
    """`?on=` names the day, `?kertas=a4` the smaller paper."""

    action = "export"

    def get(self, request, *args, **kwargs):
        day, _problem = self.day()
        members, size = self.roster(day), request.GET.get("kertas", F4)
        printed = _("Members on %(day)s, printed by %(who)s on %(when)s. Personal data (UU 27/2022).") % {
            "day": date_format(day, "SHORT_DATE_FORMAT"),
            "who": request.user.full_name,
            "when": date_format(timezone.localtime(timezone=self.group.village.time_zone), "DATETIME_FORMAT"),
        }
        paper = RosterPaper(self.group, day, by=request.user, foot=printed, size=size if size in SIZES else F4)
        content = paper.draw(members, self.officers(day))
        logged(request.user, self.group, len(members), "roster")
        return as_pdf(content, f"{self.group.name}-{day:%Y-%m-%d}")


class CardsView(GroupMixin, HouseFormView):
    """GET shows whom; POST answers the cards of those who are ticked."""

    template_name = "members/cards.html"
    form_class = CardsForm
    action = "export"
    record = "member"

    def members(self):
        rows = Membership.objects.visible_to(self.request.user).roster(self.group, self.today())
        return rows.select_related("group__village")

    def get_initial(self):
        return {"members": [row.pk for row in self.members()]}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"members": self.members()}

    def form_valid(self, form):
        chosen, paper = list(form.cleaned_data["members"]), form.cleaned_data["paper"]
        pages = CardPages(title=_("Membership cards of %(group)s") % {"group": self.group}, foot="", size=paper)
        until = date(self.today().year + settings.CARD_YEARS, 12, 31)
        content = pages.draw(chosen, valid_until=until, name=self.name_on, address=self.address)
        logged(self.request.user, self.group, len(chosen), "cards")
        return as_pdf(content, f"kartu-{self.group.name}-{self.today():%Y-%m-%d}")

    def name_on(self, row: Membership) -> str:
        return name_of(self.request.user, row)

    def address(self, row: Membership) -> str:
        """The person's page; of whom nothing but the name is open, the group's roster."""
        who = reached(self.request.user, row)
        roster = reverse("members:roster", args=[self.group.pk])
        return self.request.build_absolute_uri(who.get_absolute_url() if isinstance(who, Person) else roster)

    def get_context_data(self, **kwargs):
        back = reverse("members:roster", args=[self.group.pk])
        return super().get_context_data(**kwargs) | {"verb": _("Make the cards"), "cancel": back}
