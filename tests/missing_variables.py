"""A variable that a template of ours names and nobody gave is remembered; a fixture then fails the test.

Django asks `string_if_invalid` whether it is true before it uses it. Ours says no, so a page comes out exactly as in
production, and writes down who asked. Templates of packages (admin, crispy, allauth) may be silent.
"""

import sys
from pathlib import Path
from types import FrameType

from django.template.base import FilterExpression, Node
from django.template.defaultfilters import default

OURS = Path(__file__).resolve().parent.parent / "templates"
# Our copies of a package's templates get the package's context, not ours.
COPIES = {"bootstrap5", "django"}

missing: list[str] = []


class MissingVariable(str):
    __slots__ = ()

    def __bool__(self) -> bool:
        """Asked by FilterExpression.resolve when a variable does not exist."""
        frame = sys._getframe(1)
        if frame.f_code is FilterExpression.resolve.__code__:
            expression = frame.f_locals["self"]
            if not any(function is default for function, _arguments in expression.filters):
                _remember(str(expression.token), frame)
        return False

    def __contains__(self, text: str) -> bool:
        """Asked by `blocktranslate` when one of its variables does not exist."""
        frame = sys._getframe(1)
        if "key" in frame.f_locals and "default_value" in frame.f_locals:
            _remember(frame.f_locals["key"], frame)
        return False


def _remember(variable: str, frame: FrameType | None) -> None:
    while frame is not None and not isinstance(frame.f_locals.get("self"), Node):
        frame = frame.f_back
    origin = getattr(frame.f_locals["self"], "origin", None) if frame else None
    path = Path(origin.name) if origin else Path()
    if path.is_relative_to(OURS) and path.relative_to(OURS).parts[0] not in COPIES:
        missing.append(f"{{{{ {variable} }}}} in {path.relative_to(OURS)}")
