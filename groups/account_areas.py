"""Where the duty of a row of the sheet of accounts holds: one place, of the level of its role."""

from django.utils.translation import gettext as _

from groups.account_columns import fitting
from wksbm.accounts.models import Role
from wksbm.accounts.services import may_give
from wksbm.spreadsheets.above import ABOVE, AboveRules
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.places import AMBIGUOUS


class AreaRules(AboveRules):
    """`places` are those in which the user gives duties."""

    def in_blank(self, name: str) -> bool:
        """An area is named by itself; lists of offices that also name what lies above it are understood."""
        return name not in ABOVE and super().in_blank(name)

    def needs(self, row: SheetRow, name: str) -> bool:
        """An area stands with its role; only the administrator has none."""
        beside = {"region": "role", "role": "region"}.get(name, "")
        return super().needs(row, name) or (beside and self.get(row, beside)) not in (None, "", Role.ADMIN)

    def check_area(self, row: SheetRow) -> None:
        """A role belongs to an area of its level, the administrator's to none."""
        role, region = self.get(row, "role"), self.get(row, "region")
        if {fault.column for fault in row.faults} & {self.place[name] for name in ("role", "region", *ABOVE)}:
            return
        region = region or self.nearest(row, role)
        if role == Role.ADMIN:
            self.put(row, "region", None)
        elif role and not region:
            self.fault(row, "region", "required", _("Choose the area of this duty."))
        elif not role and (region or self.get(row, "starts_on") or self.get(row, "ends_on")):
            self.fault(row, "role", "required", _("Write the role of this duty."))
        elif role:
            self.one_area(row, role, region)

    def nearest(self, row: SheetRow, role: str | None) -> str | None:
        """Of what else the row names the nearest place at the level of the role: of TKSK the sub-district."""
        named = (self.get(row, name) for name in ABOVE)
        return next((codes for codes in named if role and codes and fitting(codes, role)), None)

    def one_area(self, row: SheetRow, role: str, region: str) -> None:
        (found, _none), lost = self.narrow(row, [region, None])
        codes = fitting(found or "", role)
        if lost:
            return
        if not codes:
            text = _("This role has areas of another level: an officer of a village a desa or kelurahan, TKSK a kecamatan, the Dinas a kabupaten or kota.")  # fmt: skip  # noqa: E501
            self.fault(row, "region", "wrong_level", text)
        elif len(codes) > 1:
            text = _("Several places of your area have this name. Write the code, or the sub-district beside it.")
            self.fault(row, "region", AMBIGUOUS, text, self.places.name(codes[0]))
        elif not may_give(self.user, role, codes[0]):
            self.fault(row, "region", "not_yours", _("Choose a place inside your area."))
        else:
            self.put(row, "region", codes[0])
