"""The deeds over accounts, duties, and who leads or accompanies a group."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator

from tests.access.deeds import Deed
from tests.access.world import Rows

SOON, LATER = (f"{date.today() + timedelta(days=days):%d/%m/%Y}" for days in (9, 60))
REASON = {"reason": "alasan yang diketik"}
NEW = {"full_name": "Akun Baru"}
# "Account, duty (village: leaders of own groups)": what belongs to officers does not exist for a village.
OF_OFFICERS = {"village": "N"}
BY_THE_CLEARED = OF_OFFICERS | {"dinas": "F"}  # a clearance is given by the administrator, or by a Dinas that has one


def cleared(rows: Rows, _user) -> None:
    type(rows.field_duty).objects.filter(pk=rows.field_duty.pk).update(cleared_until=date.today() + timedelta(days=9))


def with_second_factor(rows: Rows, _user) -> None:
    Authenticator.objects.create(user=rows.leader, type=Authenticator.Type.TOTP, data={"secret": "x"})


ACCOUNT_DEEDS: dict[str, Deed] = {
    "accounts:list": Deed(query="q={rows.leader.username}", holds=True),
    "accounts:detail": Deed(on="leader"),
    "accounts:create": Deed(
        typed=NEW | {"role": "village", "region": "{rows.village}"}, leaves="accounts.User", place="region",
        elsewhere={"village": "groups:new-leader"},
    ),
    "accounts:propose": Deed(query="role=village&region={rows.village}", place="region"),
    "accounts:update": Deed(on="leader", typed={"full_name": "Nama Lain"}, leaves="accounts.User"),
    "accounts:history": Deed(on="leader"),
    "accounts:restore": Deed(on="leader", query="versi=2&isian=full_name", typed={"why": "salah"}, leaves="accounts.User"),
    "accounts:password": Deed(on="leader", typed={}, leaves="accounts.User"),
    "accounts:switch": Deed(on="leader", typed=REASON, leaves="accounts.User"),
    "accounts:sessions-end": Deed(on="leader", posts=True, leaves="accounts.User"),
    "accounts:second-factor-reset": Deed(on="leader", typed=REASON, leaves="accounts.User", ready=with_second_factor),
    "accounts:ending": Deed(holds=True, instead=OF_OFFICERS),
    "accounts:duty-create": Deed(
        on="maker", typed={"role": "viewer", "region": "{rows.village}"}, leaves="accounts.Duty",
        closed={"village": "gives no duty, only the lead of a group"},
    ),
    "accounts:duty-end": Deed(on="duty", typed={"on": SOON} | REASON, leaves="accounts.Duty", instead=OF_OFFICERS),
    "accounts:duty-extend": Deed(on="duty", typed={"until": LATER}, leaves="accounts.Duty", instead=OF_OFFICERS),
    "accounts:hand-over": Deed(
        on="duty", typed=NEW | {"on": SOON} | REASON, leaves="accounts.Duty", rows=2, instead=OF_OFFICERS
    ),
    "accounts:clearance": Deed(
        on="field_duty", typed={"until": SOON} | REASON, leaves="accounts.Duty", instead=BY_THE_CLEARED
    ),
    "accounts:clearance-back": Deed(
        on="field_duty", typed=REASON, leaves="accounts.Duty", instead=BY_THE_CLEARED, ready=cleared
    ),
    "accounts:log": Deed(holds=True),
    "groups:leader-account": Deed(on="group", typed=NEW, leaves="accounts.User"),
    "groups:new-leader": Deed(typed=NEW | {"group": "{rows.group.pk}", "starts_on": "01/11/2026"}, leaves="accounts.User", place="group"),
    "groups:companion": Deed(on="group", typed=NEW, leaves="accounts.User", instead={"village": "F"}),
    "groups:leader-end": Deed(on="leadership", typed={"on": SOON} | REASON, leaves="groups.Leadership"),
    "groups:export-accounts": Deed(typed={"format": "csv"}, holds=True),
}  # fmt: skip
