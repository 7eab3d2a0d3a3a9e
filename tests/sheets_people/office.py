"""Run by the system's Python (python3-uno): types into cells of a workbook in LibreOffice and saves it.

On standard input JSON: `soffice`, `home` (its own profile), `source` and `saved` (file URLs), `filter`, `cells`
(place → what is typed into the second sheet).
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 240  # seconds


def main(asked: dict) -> None:
    pipe = f"pipe,name=rukun{os.getpid()}"
    command = [asked["soffice"], f"-env:UserInstallation={asked['home']}", "--headless", "--norestore"]
    office = subprocess.Popen([*command, f"--accept={pipe};urp;"])
    desktop = connected(pipe)
    book = desktop.loadComponentFromURL(asked["source"], "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
    sheet = book.Sheets.getByIndex(1)
    for place, text in asked["cells"].items():
        sheet.getCellRangeByName(place).setFormula(text)
    book.storeToURL(asked["saved"], (PropertyValue("FilterName", 0, asked["filter"], 0),))
    book.close(True)
    try:
        desktop.terminate()
    finally:
        office.wait(PATIENCE)


def connected(pipe: str):
    """The desktop of the office as soon as it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:{pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


if __name__ == "__main__":
    main(json.load(sys.stdin))
