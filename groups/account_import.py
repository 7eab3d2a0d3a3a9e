"""The sheet of accounts, brought in: new officers and their duties. Passwords are given afterwards, one by one."""

from collections import defaultdict
from datetime import date
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groups.account_areas import AreaRules
from groups.account_columns import IGNORED, Areas, columns_of
from groups.account_finding import AccountFinding
from groups.account_undoing import accounts_gone
from wksbm.accounts.filters import UNSET
from wksbm.accounts.models import Duty, User
from wksbm.accounts.services import (
    create_account,
    end_duty,
    extend_duty,
    give_duty,
    grantable_roles,
    keepable,
    may_keep,
    name_from,
)
from wksbm.people.forms import DOUBTS
from wksbm.regions.models import Region
from wksbm.spreadsheets.above import above_columns, above_of
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.models import BatchRow, ImportBatch
from wksbm.spreadsheets.sheet import Column, registered
from wksbm.text import name_key

DUTY = ("role", "region", "starts_on", "ends_on")
NOT_KEPT = gettext_lazy("You do not keep this account.")


@registered
class AccountSheet(AreaRules, AccountFinding):
    code = "accounts"
    title = gettext_lazy("Accounts")
    record = "account"
    explained = gettext_lazy("One row an account and a duty. New accounts have no password: give one on their pages.")
    ignored = IGNORED
    titled = ("full_name", "username", "role", "region")
    most_rows = 2_000
    asks_password = True
    parts = MappingProxyType({Duty._meta.label: "user"})
    outcome_words = MappingProxyType(
        {
            BatchRow.Outcome.EDITED: gettext_lazy("kept: changed since, or given a password"),
            BatchRow.Outcome.BELONGS: gettext_lazy("kept with its account"),
        }
    )

    def __init__(self, user: User, today: date) -> None:
        self.places = Areas(user)
        self.wider = above_of(self.places.codes)
        super().__init__(user, today)

    @classmethod
    def open_to(cls, user: User) -> bool:
        """Who gives duties; a village, which keeps the accounts of its leaders alone, has their form."""
        return super().open_to(user) and bool(grantable_roles(user))

    def build_columns(self) -> dict[str, Column]:
        return columns_of(self.user, self.places) | above_columns(self.wider)

    def doubt_words(self, code: str) -> str:
        return str(DOUBTS.get(code, code))

    def afterwards(self, batch: ImportBatch) -> tuple[str, str]:
        if batch.state == ImportBatch.State.CHECKED and batch.counts["new"]:
            return _("New accounts come without a password. Give each one on its page, and hand it over yourself."), ""
        waiting = self.made_by(batch).without_password().count()
        text = ngettext(
            "%(count)s new account has no password yet. Give it one on its page, and hand it over yourself.",
            "%(count)s new accounts have no password yet. Give each one on its page, and hand it over yourself.",
            waiting,
        )
        address = f"{reverse('accounts:list')}?state={UNSET}"
        return (text % {"count": waiting}, address) if waiting else ("", "")

    def undo_words(self, batch: ImportBatch) -> str:
        made = self.made_by(batch)
        begun = made.exclude(pk__in=made.without_password()).count()
        text = ngettext(
            "%(count)s of the new accounts has a password already: it stays, with its duty.",
            "%(count)s of the new accounts have a password already: they stay, with their duties.",
            begun,
        )
        return text % {"count": begun} if begun else ""

    def made_by(self, batch: ImportBatch) -> QuerySet[User]:
        made = batch.rows.filter(label=User._meta.label, created=True).values("object_id")
        return User.objects.visible_to(self.user).filter(pk__in=made)

    def records_gone(self, model: type[Model], numbers: list[int], batch) -> dict[int, Model]:
        return accounts_gone(model, numbers, self.user)

    def record_told(self, record) -> str:
        return f"{record.user.full_name}: {record}" if isinstance(record, Duty) else super().record_told(record)

    def check(self, row: SheetRow) -> None:
        self.check_area(row)
        starts, ends = self.get(row, "starts_on"), self.get(row, "ends_on")
        if starts and ends and ends < starts:
            self.fault(row, "ends_on", "before_start", _("The last day lies before the first."))

    def look_up(self, rows: list[SheetRow]) -> None:
        accounts = self.accounts(rows)
        found = {row.number: account for row in rows if (account := self.account_of(row, accounts))}
        kept = keepable(found.values(), self.user)
        duties = self.duties({account.pk for account in found.values()})
        for row in rows:
            account = found.get(row.number)
            if account and account.pk in kept and self.is_to_ask(row, account):
                row.near = [account.pk]
            elif account:
                self.is_about(row, account, duties[account.pk], kept)
            elif not row.faults:
                self.need_new(row)
        new = [row for row in rows if row.pk is None and not row.faults]
        self.look_for_near([row for row in new if not row.decided and not self.get(row, "username")])
        self.refuse_twice(rows)

    def duties(self, accounts: set[int]) -> dict[int, list[Duty]]:
        """What the accounts hold today or later, as far as the user sees it."""
        found = defaultdict(list)
        rows = Duty.objects.visible_to(self.user).filter(user__in=accounts).exclude(ends_on__lt=self.today)
        for duty in rows if accounts else ():
            found[duty.user_id].append(duty)
        return found

    def is_about(self, row: SheetRow, account: User, duties: list[Duty], kept: set[int]) -> None:
        row.pk, row.version, row.near, row.current = account.pk, account.version, [], list(row.atoms)
        known = {"full_name": account.full_name, "phone": account.phone or None, "username": account.username}
        duty = self.same_duty(row, duties)
        if self.get(row, "role"):
            known |= dict.fromkeys(DUTY)
        if duty:
            starts = duty.starts_on.isoformat()
            if self.get(row, "starts_on") not in (None, starts):
                row.differ(self.place["starts_on"], starts)
            known |= {"role": duty.role, "region": duty.region_id, "starts_on": self.get(row, "starts_on")}
            known["ends_on"] = duty.ends_on and duty.ends_on.isoformat()
        for name, atom in known.items():
            row.current[self.place[name]] = atom
        ends = self.get(row, "ends_on")
        if row.changes and account.pk not in kept:
            self.fault(row, "", "not_kept", str(NOT_KEPT))
        elif duty and ends and ends < duty.starts_on.isoformat():
            self.fault(row, "ends_on", "before_start", _("The last day lies before the first."))
        elif self.get(row, "role") and not duty:
            self.check_new_duty(row)

    def same_duty(self, row: SheetRow, duties: list[Duty]) -> Duty | None:
        wanted = (self.get(row, "role"), self.get(row, "region"))
        return next((duty for duty in duties if (duty.role, duty.region_id) == wanted), None)

    def need_new(self, row: SheetRow) -> None:
        if not self.get(row, "role"):
            self.fault(row, "role", "required", _("Write the role of this duty."))
        else:
            self.check_new_duty(row)

    def check_new_duty(self, row: SheetRow) -> None:
        """Without a first day it begins today."""
        if not self.get(row, "starts_on"):
            self.put(row, "starts_on", self.today.isoformat())
        ends = self.get(row, "ends_on")
        if ends and ends < self.today.isoformat():
            self.fault(row, "ends_on", "over", _("This duty would be over already. Write a day from today on."))

    def refuse_twice(self, rows: list[SheetRow]) -> None:
        """The same account and duty further up in the file; rows that tell different things of one account."""
        first: dict[tuple, int] = {}
        accounts: dict[str, SheetRow] = {}
        for row in sorted((row for row in rows if not row.faults), key=lambda row: row.number):
            who = self.same_in_file(row)
            key = (who, self.get(row, "role"), self.get(row, "region"))
            if first.setdefault(key, row.number) != row.number:
                text = _("The same account and duty stand in row %(row)s already. Leave one of the two out.")
                self.fault(row, "", "twice", text % {"row": first[key]})
            elif (above := accounts.setdefault(who, row)) is not row:
                self.refuse_other_person(row, above)

    def refuse_other_person(self, row: SheetRow, above: SheetRow) -> None:
        name, phone, facts = self.get(row, "username"), self.get(row, "phone"), {"row": above.number}
        if not (row.pk or name or phone):
            text = _("Row %(row)s has the same name. Write the user name or the phone in both, to tell who is meant.")
            self.fault(row, "full_name", "same_name", text % facts)
        elif self.get(row, "full_name") != self.get(above, "full_name"):
            text = _("Row %(row)s has the same user name for somebody else.")
            self.fault(row, "username" if name else "full_name", "other_person", text % facts)
        elif phone and phone != self.get(above, "phone"):
            text = _("Row %(row)s tells another phone of the same account. Write the same in both.")
            self.fault(row, "phone", "other_phone", text % facts)

    def same_in_file(self, row: SheetRow) -> str:
        """Equal for two rows that speak of the same account."""
        facts = (self.get(row, "phone") or "", name_key(self.get(row, "full_name")))
        named = self.get(row, "username")
        pk = row.pk or (row.near[0] if named and row.near else None)  # whose user name it is, also while that is asked
        return f"#{pk}" if pk else named or "|".join(facts)

    def save_row(self, row: SheetRow) -> None:
        account = self.known(User, row) if row.pk else self.account_for(row)
        if row.pk:
            self.change(row, account)
        if self.get(row, "role"):
            self.save_duty(row, account)
        self.made[self.same_in_file(row)] = account.pk

    def account_for(self, row: SheetRow) -> User:
        """The one that a row above has made, or a new one without a password."""
        pk = self.made.get(self.same_in_file(row))
        if pk:
            return User.objects.get(pk=pk)
        region = Region.objects.filter(pk=self.get(row, "region")).first()
        account, _no_password = create_account(
            full_name=self.get(row, "full_name"),
            phone=self.get(row, "phone") or "",
            username=self.get(row, "username") or "",
            named_after=name_from(self.get(row, "role"), region, self.get(row, "full_name")),
            by=self.user,
            with_password=False,
        )
        return account

    def change(self, row: SheetRow, account: User) -> None:
        if not may_keep(account, self.user):
            raise ValidationError(str(NOT_KEPT))
        names = [name for name in ("full_name", "phone") if self.place[name] in row.changes]
        for name in names:
            setattr(account, name, self.get(row, name))
        if names:
            account.full_clean(validate_unique=False)
            account.save()

    def save_duty(self, row: SheetRow, account: User) -> None:
        """Given when it is not there; else it lasts longer, or ends earlier."""
        role, region = self.get(row, "role"), self.get(row, "region")
        starts, ends = (self.day(row, name) for name in ("starts_on", "ends_on"))
        held = Duty.objects.filter(user=account, role=role, region=region).exclude(ends_on__lt=self.today).first()
        if held is None:
            place = Region.objects.get(pk=region) if region else None
            give_duty(account, role=role, region=place, starts_on=starts, ends_on=ends, by=self.user)
        elif ends and held.ends_on and ends > held.ends_on:
            extend_duty(held, until=ends, by=self.user)
        elif ends and ends != held.ends_on:
            end_duty(held, on=ends, by=self.user)

    def day(self, row: SheetRow, name: str) -> date | None:
        atom = self.get(row, name)
        return date.fromisoformat(atom) if atom else None
