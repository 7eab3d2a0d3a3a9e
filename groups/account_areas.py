"""Where the duty of a row of the sheet of accounts holds: one place, of the level of its role."""

from django.utils.translation import gettext as _

from groups.account_columns import Areas, fitting
from wksbm.accounts.models import Role
from wksbm.accounts.services import may_give
from wksbm.spreadsheets.above import ABOVE, OUTSIDE, Districts, lost_in, narrowed, told_outside
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.places import AMBIGUOUS, told_apart
from wksbm.spreadsheets.sheet import SheetImport


class AreaRules(SheetImport):
    """`places` are those in which the user gives duties, `wider` what may be named above them."""

    places: Areas
    wider: dict[str, Districts]

    def in_blank(self, name: str) -> bool:
        """An area is named by itself; lists of offices that also name what lies above it are understood."""
        return name not in ABOVE and super().in_blank(name)

    def suggestion(self, name: str, written: str) -> str:
        return self.wider[name].likeliest(written) if name in ABOVE else super().suggestion(name, written)

    def fixes_for(self, name: str, code: str, written: str = "") -> list[tuple[str, str]]:
        if code == AMBIGUOUS:
            return told_apart(self.places.called(written), self.places.name)
        if name in ABOVE:
            return self.wider[name].choices
        return super().fixes_for(name, code, written)

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
        above = {name: self.get(row, name) for name in ABOVE}
        (found, _none), lost = narrowed(self.places, [region, None], above)
        codes = fitting(found or "", role)
        if lost:
            name, text = told_outside(self.places, self.wider, *lost_in(self.places, lost, above))
            self.fault(row, name, OUTSIDE, text)
        elif not codes:
            text = _("This role has areas of another level: an officer of a village a desa or kelurahan, TKSK a kecamatan, the Dinas a kabupaten or kota.")  # fmt: skip  # noqa: E501
            self.fault(row, "region", "wrong_level", text)
        elif len(codes) > 1:
            text = _("Several places of your area have this name. Write the code, or the sub-district beside it.")
            self.fault(row, "region", AMBIGUOUS, text, self.places.name(codes[0]))
        elif not may_give(self.user, role, codes[0]):
            self.fault(row, "region", "not_yours", _("Choose a place inside your area."))
        else:
            self.put(row, "region", codes[0])
