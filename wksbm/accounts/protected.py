"""Under which row of the field table (access.py) each field of a record falls. Histories, sheets and reports ask here.

`open` is shown to whoever may see the record; `hidden` to nobody (indexes, versions, what only machines read). A field
that stands nowhere here is hidden, and the build is red.
"""

from wksbm.accounts import access

OPEN, HIDDEN = "open", "hidden"

_TABLE = """
regions.Tally
    open     region subject code label_as_printed position year count unit source published note
accounts.User
    open     username full_name phone email is_active
    hidden   password must_change_password session_number
accounts.Duty
    open     user role region starts_on ends_on cleared_until
people.Household
    nik      kk_number
    name     head
    address  rt rw address
    open     village housing
    hidden   kk_index
people.Person
    nik         nik
    name        full_name
    birth_date  birth_place birth_date birth_date_precision
    address     hamlet rt rw address guardian household
    phone       phone
    open        no_nik_reason sex marital_status education education_completed occupation village living living_since
    open        legal_basis notice notice_on notice_version erased_on
    hidden      nik_index nik_conflict name_key doubts
people.DifferentPeople
    name     first second
    open     reason
people.ExternalStatus
    name        person
    category_1  value
    open        kind source edition checked_on
groups.GroupType
    open     code name section is_group max_members position retired
groups.SocialGroup
    open     kind type name village founded_on founded_on_precision origin initiator_kind initiator facilitator
    open     formality name_story local_name earlier_names scope_level business secretariat phone purposes purpose
    open     local_wisdom registration_number registered_on registered_by guidance cohort
    open     declared_members declared_on requirement criteria for_whom voluntary rules_form rights
    open     skilled_people facilities fund_sources dues_amount dues_every programme serves meets_every meets_at
    open     status ended_on merged_into no_links last_activity_on
    hidden   name_key
groups.Link
    open     group other party party_kind direction level cause gives agreement programme trained since until note
groups.Document
    open         group kind edition number dated_on signer expires_on
    group_scan   scan
groups.DifferentGroups
    open     first second reason
groups.Coverage
    open     group rt rw
groups.Component
    open     umbrella part since until
groups.Leadership
    open     group user role starts_on ends_on
groups.Kube
    open     group business_kind stage
groups.StageChange
    open     kube from_stage to_stage on note
members.IdentityMatch
    name        name person
    birth_date  birth_date birth_date_precision
    address     rt rw hint
    open        group sex status reason decided_by decided_on told_on
    hidden      name_key
members.Membership
    name           person identity
    open           group number joined_on joined_on_precision channel registration_mode left_on left_kind left_reason
    open           consent void
    identity_scan  form_scan
members.OfficerTerm
    name     person identity
    open     group post rank post_name starts_on starts_on_precision ends_on selection ex_officio decree
    open     duties relation
beneficiaries.Scheme
    open     code name source note
beneficiaries.PmksCategory
    open     scheme code number abbreviation name name_en unit age_min age_max sex criteria sensitivity
    open     verification retired
beneficiaries.Beneficiary
    name     person household community_name
    open     kind village
beneficiaries.Classification
    name     beneficiary
    category category own_wording source reason
    open     village identified_on proposed_by status verified_on decided_on
beneficiaries.SealedCase
    category_3  content notes
    open        receipt village received_on sent_by status decided_on
    hidden      person_index
activities.Skill
    open     code name retired
activities.Activity
    name     guests
    open     kind group village date place method skill facilitators summary materials follow_up_on
    open     withdrawn_on withdrawn_reason recorded_by verified_on verified_by
activities.Attendance
    name     membership
    open     activity status
activities.OutreachFinding
    name        name person
    address     rt
    category_1  problem
    open        activity
activities.MotivationNote
    private_note  text
    open          activity author
"""
MACHINE = {"id", "version"}  # of every record


def _read() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    label = ""
    for line in _TABLE.strip().splitlines():
        if line.startswith(" "):
            row, *fields = line.split()
            table[label] |= dict.fromkeys(fields, row)
        else:
            label = line.strip()
            table[label] = {}
    return table


PROTECTED = _read()


def row_of(label: str, field: str) -> str:
    """The row of the field table for the field of the model `label` (people.Person); `open`, or `hidden`."""
    return HIDDEN if field in MACHINE else PROTECTED.get(label, {}).get(field, HIDDEN)


def level_of(user, row, field: str) -> str:
    """absent, masked, year, range, reveal or full: how `user` sees the field of this row (history rows included).

    The sensitivity of a classification's kind decides over its category.
    """
    name = row_of(label_of(row), field)
    if name == OPEN:
        return "full"
    if name == HIDDEN:
        return "absent"
    if name == "category":
        name = f"category_{row.category.sensitivity}"
    return access.field_level(user.roles_over(row), name)


def label_of(row) -> str:
    """The label of the record that a row, or a row of its history, belongs to."""
    return getattr(row, "instance_type", type(row))._meta.label
