"""The first page that anybody sees, and the way in."""

from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in


def test_the_sign_in_page_is_fit_for_phone_and_desk(page):
    page.goto("/masuk/")
    shoot(page, "sign-in")
    no_sideways_scrolling(page)
    axe(page)


def test_an_officer_signs_in_and_comes_home(page, cast):
    sign_in(page, cast.biru.username)
    assert page.url.endswith("/")
    shoot(page, "home-village")
    no_sideways_scrolling(page)
    axe(page)


def test_a_leader_signs_in_and_comes_home(page, cast):
    sign_in(page, cast.lina.username)
    shoot(page, "home-leader")
    no_sideways_scrolling(page)
    axe(page)
