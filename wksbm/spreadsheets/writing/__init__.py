"""Workbooks and csv, row by row, so that memory does not grow with them. Text stays text; no formula lives."""

from wksbm.spreadsheets.writing.cells import Cell, Marked
from wksbm.spreadsheets.writing.comma import write_csv
from wksbm.spreadsheets.writing.tables import LANDSCAPE, MOST_ROWS, Table
from wksbm.spreadsheets.writing.workbooks import write_workbook, write_xlsx

__all__ = ["LANDSCAPE", "MOST_ROWS", "Cell", "Marked", "Table", "write_csv", "write_workbook", "write_xlsx"]
