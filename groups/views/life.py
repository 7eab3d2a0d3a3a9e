"""The acts of a group's life: it begins its work, is dissolved, goes over into another, is revived."""

from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from groups.life import activate, dissolve, merge, revive
from groups.life_forms import ActivateForm, EndForm, WithReason
from groups.models import SocialGroup
from groups.views.choosing import ChoosingMixin
from groups.views.group import GroupMixin
from wksbm.accounts.editing import CreateOnceView
from wksbm.accounts.submissions import content_of, sent_already


class LifeView(GroupMixin, CreateOnceView):
    """`heading` names the act and stands on its button, `says` tells what follows from it, `done` that it is done."""

    template_name = "groups/life.html"
    heading = says = done = ""
    button = "btn-primary"

    def fits(self) -> bool:
        """What was sent once more gets its answer, though by now it cannot happen again."""
        request = self.request
        return self.can_happen() or (
            request.method == "POST" and bool(sent_already(user=request.user, data=content_of(request)))
        )

    def can_happen(self) -> bool:
        return self.group.is_open

    def act(self, group: SocialGroup, **typed) -> None:
        raise NotImplementedError

    def create(self, form):
        self.act(self.group, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, self.done % {"group": self.group})
        return self.group

    def get_context_data(self, **kwargs):
        words = {"heading": self.heading, "says": self.says, "button": self.button}
        return super().get_context_data(**kwargs) | words


class ActivateView(LifeView):
    form_class = ActivateForm
    action = "update"
    act = staticmethod(activate)
    heading = _("Begin the work of the group")
    says = _("The preparation is over: from now on the group counts as active.")
    done = _("%(group)s is active.")

    def can_happen(self) -> bool:
        return self.group.status == SocialGroup.Status.PREPARING


class EndingView(LifeView):
    """What "delete" means for a group: it ends on a day, with the reason, and stays in the record."""

    form_class = EndForm
    action = "delete"
    button = "btn-danger"

    def get_initial(self):
        return {"on": self.today()}


class DissolveView(EndingView):
    act = staticmethod(dissolve)
    heading = _("Dissolve the group")
    says = _(
        "Nobody joins it and nothing is logged for it any more. The accounts of its leader and companion, its "
        "components and links end the same day. Its members, activities and history stay readable."
    )
    done = _("%(group)s is dissolved; everything about it stays.")


class MergeView(ChoosingMixin, EndingView):
    heading = _("Merge into another group")
    says = _(
        "The group ends, and its page points to the other one. Members are not moved: enrol them there. The accounts "
        "of its leader and companion, its components and links end the same day."
    )
    done = _("%(group)s has gone over into the other group; everything about it stays.")

    def act(self, group, **typed):
        merge(group, into=self.other, **typed)


class ReviveView(LifeView):
    form_class = WithReason
    action = "delete"
    act = staticmethod(revive)
    heading = _("Revive the group")
    says = _(
        "The group is active again, with its members and history. Accounts, components and links that ended with it "
        "are given anew."
    )
    done = _("%(group)s is active again.")

    def can_happen(self) -> bool:
        return not self.group.is_open
