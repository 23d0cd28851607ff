"""What is remembered of pages: the latest, within bounds, never what has changed since."""

import pytest

from auditor.web.rendered import RenderedBodies
from auditor.web.users import LOCAL

pytestmark = pytest.mark.issue(19)


def test_the_latest_pieces_are_remembered_within_the_bound():
    made, bodies = [], RenderedBodies(most=10)

    def ask(key):
        return bodies.get(key, lambda: made.append(key) or key * 4)

    told = [ask(key) for key in ("a", "b", "a", "c", "a", "b")]
    assert told == ["aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"]
    assert made == ["a", "b", "c", "b"]


def test_a_piece_larger_than_the_bound_is_given_all_the_same():
    assert RenderedBodies(most=2).get("a", lambda: "long") == "long"


def test_a_page_that_was_shown_before_shows_a_new_decision_and_its_withdrawal(server, audited_folder):
    key, browser = server.audited(audited_folder, LOCAL), server.browser()
    path, htmx = f"/batches/{key}/1", {"hx-request": "true"}
    pages = [browser.get(path).text]
    browser.post(f"{path}/opinions/2", {"choice": "accepted", "version": "0"}, **htmx)
    pages.append(browser.get(path).text)
    browser.post(f"{path}/opinions/2/undo", {"version": "1"}, **htmx)
    pages.append(browser.get(path).text)
    assert [("已决定 1 条" in page, 'class="stands"' in page) for page in pages] == [
        (False, False),
        (True, True),
        (False, False),
    ]


def test_two_people_see_the_same_body_and_their_own_secret(office, audited_folder):
    key = office.audited(audited_folder, office.site.accounts["张审核"])
    first, second = office.browser("张审核"), office.browser("王审核")
    pages = {browser.csrf: browser.get(f"/batches/{key}/1").text for browser in (first, second)}
    assert [csrf in page for csrf, page in pages.items()] == [True, True]
    assert [other in page for csrf, page in pages.items() for other in pages if other != csrf] == [False, False]


@pytest.mark.parametrize("number", ["9" * 6000, "１", "-1", "1.5", "%00"])
def test_odd_numbers_in_an_address_are_not_found(server, audited_folder, number):
    key = server.audited(audited_folder, LOCAL)
    assert server.browser().get(f"/batches/{key}/{number}").status_code == 404


@pytest.mark.parametrize("version", ["", "abc", "9" * 5000, "-3", "²"])
def test_odd_versions_change_nothing(server, audited_folder, version):
    key = server.audited(audited_folder, LOCAL)
    fields = {"choice": "accepted", "version": version}
    answer = server.browser().post(f"/batches/{key}/1/opinions/2", fields, **{"hx-request": "true"})
    assert (answer.status_code, 'class="stands"' in answer.text) == (409, False)
