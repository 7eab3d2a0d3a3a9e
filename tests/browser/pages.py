"""What browser tests do with a page: sign in, ask axe, leave a picture; and what went wrong while it was open."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from tests.factories import PASSWORD

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async tags => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.map(rule => `${rule.id}: ${rule.help}` + rule.nodes.map(
    node => `\\n    ${node.target.join(" ")}: ${node.failureSummary.replaceAll("\\n", " ")}`).join(""));
}"""
SMALL = """least => [...document.querySelectorAll("a[href], button, select, textarea, summary, label, input")].filter(
  target => {
    const box = target.getBoundingClientRect();
    const hidden = !target.checkVisibility({visibilityProperty: true}) || box.width < 2 || box.height < 2;
    const chip = target.matches(".btn-check") || target.closest(".visually-hidden, .visually-hidden-focusable");
    const words = [...target.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const inline = words && getComputedStyle(target).display === "inline";
    return !hidden && !chip && !inline && (box.width < least || box.height < least);
  }).map(target => target.outerHTML.slice(0, 120))"""
SCREENSHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"


class Problems(list):
    """Console errors, failed requests and requests to elsewhere; a test clears those that it provokes."""

    def watch(self, page, home: str) -> None:
        page.on("console", lambda said: self.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", lambda request: self._stays_here(request.url, home))

    def _failed(self, request) -> None:
        # Leaving a page while it loads, and a download, end the request like this.
        if request.failure != "net::ERR_ABORTED":
            self.append(f"request: {request.failure} {request.url}")

    def _stays_here(self, url: str, home: str) -> None:
        address = urlsplit(url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != urlsplit(home).netloc:
            self.append(f"leaves the machine: {url}")


def sign_in(page, username: str, password: str = PASSWORD) -> None:
    page.goto("/masuk/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/masuk/" not in url)


def axe(page) -> None:
    """Fails with every violation of WCAG 2.2 AA and of axe's best practices on the page as it stands."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)  # through the debugging protocol, which the page's CSP does not bind
    violations = page.evaluate(RUN_AXE, TAGS)
    assert not violations, f"{page.url}\n" + "\n".join(violations)


def no_sideways_scrolling(page) -> None:
    width = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{page.url} is {width[0]} px wide on a screen of {width[1]} px"


def no_small_targets(page) -> None:
    """Whatever is tapped is 24 by 24 px at least, but for links inside a sentence (WCAG 2.5.8)."""
    small = page.evaluate(SMALL, 24)
    assert not small, f"{page.url}\n" + "\n".join(small)


def shoot(page, name: str) -> Path:
    """A picture of the whole page in var/screenshots/ (or $SCREENSHOTS), named after the screen and its width."""
    folder = Path(os.environ.get("SCREENSHOTS") or SCREENSHOTS)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{page.viewport_size['width']}.png"
    page.screenshot(path=path, full_page=True, caret="initial")
    return path
