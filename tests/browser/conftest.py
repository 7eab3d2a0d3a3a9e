"""Chromium on the live server: `page` runs a test on a phone and on a desk, `phone` and `desk` on one of them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import chromium
from tests.browser.pages import Problems

SCREENS = {
    "phone": {
        "viewport": {"width": 360, "height": 740},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    },
    "desk": {"viewport": {"width": 1280, "height": 800}},
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    # Playwright keeps an event loop in this thread, and Django would take our plain code for asynchronous.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def problems() -> Iterator[Problems]:
    """What went wrong in the browser; anything left in it at the end fails the test."""
    found = Problems()
    yield found
    assert not found, "\n".join(found)


@pytest.fixture
def open_screen(browser, live_server, problems) -> Iterator:
    """`open_screen("phone")` is a page in a browser of its own: for tests with two people."""
    contexts = []

    def opened(screen: str, **changes) -> Page:
        settings = SCREENS[screen] | {"locale": "id-ID", "timezone_id": "Asia/Makassar"} | changes
        context = browser.new_context(base_url=live_server.url, **settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        problems.watch(page, live_server.url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(params=SCREENS)
def page(request, open_screen) -> Page:
    return open_screen(request.param)


@pytest.fixture
def phone(open_screen) -> Page:
    return open_screen("phone")


@pytest.fixture
def desk(open_screen) -> Page:
    return open_screen("desk")
