"""The deeds over groups: registering, the inventory, the acts of a group's life, components, papers to be filled in;
and telling apart what looks alike, people too."""

from tests.access.deeds import Deed

TODAY = {"on": "01/11/2026"}
REASON = {"reason": "alasan yang diketik"}
SHEET = {"format": "csv"}
BACK = {"why": "salah ketik"}  # putting an old value back

GROUP_DEEDS: dict[str, Deed] = {
    "groups:list": Deed(holds=True),
    "groups:export": Deed(typed=SHEET, holds=True),
    "groups:create": Deed(
        typed={"name": "Arisan Baru", "kind": "kps", "village": "{rows.village}"},
        leaves="groups.SocialGroup",
        place="village",
    ),
    "groups:detail": Deed(on="group"),
    "groups:update": Deed(on="group", typed={"business": "menenun"}, leaves="groups.SocialGroup"),
    "groups:history": Deed(on="group"),
    "groups:restore": Deed(on="group", query="versi=2&isian=business", typed=BACK, leaves="groups.SocialGroup"),
    "groups:stage": Deed(on="kube", typed=TODAY, leaves="groups.Kube"),
    "groups:inventory": Deed(on="group"),
    "groups:blank-forms": Deed(whole=True),
    "groups:blank-form": Deed(further=("inventaris",), whole=True),
    "groups:inventory-part": Deed(
        on="group", further=("sumber-daya",), typed={"facilities": "alat tenun"}, leaves="groups.SocialGroup"
    ),
    "groups:activate": Deed(on="preparing", typed=REASON, leaves="groups.SocialGroup"),
    "groups:dissolve": Deed(on="group", typed=REASON, leaves="groups.SocialGroup"),
    "groups:merge": Deed(on="group", query="kelompok={rows.kube.pk}", typed=REASON, leaves="groups.SocialGroup"),
    "groups:revive": Deed(on="closed", typed=REASON, leaves="groups.SocialGroup"),
    "groups:component-add": Deed(
        on="umbrella", query="kelompok={rows.group.pk}", typed={"since": "01/01/2020"}, leaves="groups.Component"
    ),
    "groups:similar": Deed(
        posts=True, typed={"one": "{rows.group.pk}", "other": "{rows.kube.pk}"}, leaves="groups.DifferentGroups"
    ),
    "people:similar": Deed(
        posts=True, typed={"one": "{rows.person.pk}", "other": "{rows.spare.pk}"}, leaves="people.DifferentPeople"
    ),
    "people:like": Deed(whole=True),  # tests/search: nobody of elsewhere, with the same statements
    "members:overlaps": Deed(whole=True),  # the same
    "groups:component-end": Deed(on="component", typed=TODAY | REASON, leaves="groups.Component"),
}
