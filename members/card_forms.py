"""Whose membership cards, on which paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.faces import name_of
from members.models import Membership
from wksbm.formfields import RowsField
from wksbm.forms import HouseForm
from wksbm.paper import F4

PAPERS = [(F4, _("F4: ten cards a page")), ("a4", _("A4: eight cards a page"))]


class CardsForm(HouseForm):
    members = RowsField(label=_("Whose"), queryset=Membership.objects.none(), widget=forms.CheckboxSelectMultiple)
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS, initial=F4, widget=forms.RadioSelect)

    def __init__(self, *args, members, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        field.queryset = members
        field.label_from_instance = lambda row: f"{row.number or '–'}. {name_of(self.user, row)}"
