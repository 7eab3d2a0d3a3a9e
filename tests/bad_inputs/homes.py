"""Where every bad input that a sheet can bring is tried, if not by a table of this folder."""

READING = "tests/sheets_reading"
STRUCTURE, KINDS, BOMBS = (f"{READING}/test_{name}.py" for name in ("structure", "kinds", "bombs"))
SAME = "tests/bad_inputs/test_same_people.py"
SCANS = "tests/groups/test_scans.py"
ADDRESSES = "tests/screens/test_addresses.py::test_a_form_of_a_thousand_fields_is_refused"
MISFITS = "tests/sheets_more/test_beneficiaries_kinds.py::test_what_does_not_fit_by_age_or_sex_is_a_doubt"
INERT = "tests/bad_inputs/test_inert.py::test_markup_is_shown_as_it_was_typed_from_upload_to_undo"
FORMULAS = "tests/bad_inputs/test_formulas.py::test_formulas_come_in_as_text_and_go_out_as_text"

NAMED_TESTS = {
    "DAT-19": f"{READING}/test_cells.py::test_days_counted_from_1904",
    "DAT-22": "tests/sheets_more/test_members_sheet.py::test_days_that_cannot_be_name_both_columns",
    "DAT-24": MISFITS,
    "DAT-25": MISFITS,
    "MON-23": "tests/bad_inputs/test_twice_given.py::test_a_column_that_stands_twice_is_named_and_the_first_one_counts",
    "REG-11": "tests/workbench/test_own.py::test_villages_outside_are_no_villages",
    "XLS-05": f"{KINDS}::test_old_and_open_workbooks_are_read_like_new_ones",
    "XLS-09": f"{KINDS}::test_a_new_workbook_with_a_password_says_to_remove_it",
    "BIG-03": ADDRESSES,
    "BIG-04": "tests/bad_inputs/test_twice_given.py::test_more_than_a_hundred_files_at_once_are_refused",
    "BIG-05": f"{BOMBS}::test_a_bomb_is_refused_in_two_seconds_and_a_hundred_megabytes",
    "BIG-06": f"{BOMBS}::test_a_bomb_is_refused_in_two_seconds_and_a_hundred_megabytes",
    "BIG-16": f"{SCANS}::test_a_picture_with_too_many_dots_is_refused_before_it_is_unpacked",
    "BIG-18": f"{SCANS}::test_a_picture_keeps_nothing_of_camera_and_place_and_stands_upright",
    "BIG-19": f"{SCANS}::test_other_kinds_are_refused_and_told_what_is_allowed",
    "DUP-03": f"{SAME}::test_a_nik_of_the_own_village_is_a_change_told_field_by_field",
    "DUP-05": f"{SAME}::test_a_nik_of_elsewhere_is_answered_like_a_new_one",
    "DUP-06": "tests/screens/test_entering_people.py::test_a_nik_known_in_another_area_is_answered_like_a_new_one",
    "DUP-09": f"{SAME}::test_two_who_bring_in_the_same_file_at_once_make_one_set_of_rows",
    "DUP-12": "tests/screens/test_sent_twice.py::test_the_same_form_sent_again_makes_nothing_more_and_leads_to_the_same_place",
    "DUP-13": "tests/sheets_more/test_groups_sheet.py::test_a_name_in_other_letters_is_the_same_group_with_a_doubt",
    "DUP-14": "tests/bad_inputs/test_same_people.py::test_a_group_is_not_joined_with_itself",
    "DUP-15": f"{SAME}::test_the_name_of_an_erased_person_comes_in_as_somebody_new",
    "DUP-16": "tests/sheets_more/test_members_sheet.py::test_what_the_roster_shows",
    **{f"XSS-{number:02}": INERT for number in (1, 2, 3, 5, 6, 8, 9, 12, 13, 16)},
    **{f"FML-{number:02}": FORMULAS for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 17)},
}  # fmt: skip
