"""Reading workbooks and tables as people have them, in a process of its own that can harm nobody."""

from wksbm.spreadsheets.reading.reader import Looked, Sheet, look, rows
from wksbm.spreadsheets.reading.refusals import FileRefused

__all__ = ["FileRefused", "Looked", "Sheet", "look", "rows"]
