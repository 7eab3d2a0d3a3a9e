"""A form that is sent twice makes one record."""

import uuid

import pytest
from django.core.exceptions import BadRequest, ValidationError
from django.http import QueryDict

from groups.models import SocialGroup
from tests import factories
from tests.parallel import at_once
from wksbm.accounts.models import Submission
from wksbm.accounts.submissions import SentBefore, new_key, once


def form(key: str, name: str = "Harapan") -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"client_key": key, "name": name, "csrfmiddlewaretoken": str(uuid.uuid4())})
    return data


def send(user, data: QueryDict) -> str:
    def create() -> str:
        return factories.group(data["name"], factories.PENFUI, kind="kps").get_absolute_url()

    return once(user=user, data=data, create=create)


def groups(name: str = "Harapan") -> int:
    return SocialGroup.objects.filter(name=name).count()


def test_a_form_that_is_sent_again_leads_to_what_it_made(cast):
    data = form(new_key())
    assert send(cast.penfui, data) == send(cast.penfui, data)
    assert groups() == 1


def test_a_new_token_against_forgery_is_no_new_content(cast):
    key = new_key()
    assert send(cast.penfui, form(key)) == send(cast.penfui, form(key))


def test_another_form_with_the_same_words_makes_another_record(cast):
    assert send(cast.penfui, form(new_key())) != send(cast.penfui, form(new_key()))
    assert groups() == 2


def test_other_content_under_a_known_key_is_not_swallowed(cast):
    key = new_key()
    made = send(cast.penfui, form(key))
    with pytest.raises(SentBefore) as sent:
        send(cast.penfui, form(key, "Lain"))
    assert sent.value.url == made
    assert (groups(), groups("Lain")) == (1, 0)


def test_a_key_belongs_to_its_sender(cast):
    key = new_key()
    assert send(cast.penfui, form(key)) != send(cast.dinas_kupang, form(key))
    assert groups() == 2


@pytest.mark.parametrize("key", ["", "1", "null", "\x00", "x" * 5000])
def test_a_form_without_a_proper_key_is_no_form(cast, key):
    with pytest.raises(BadRequest):
        send(cast.penfui, form(key))


def test_what_was_refused_may_be_sent_again_with_the_same_key(cast):
    data = form(new_key())

    def refuse() -> str:
        factories.group("Halfway", factories.PENFUI, kind="kps")
        raise ValidationError("no")

    with pytest.raises(ValidationError):
        once(user=cast.penfui, data=data, create=refuse)
    assert (groups("Halfway"), Submission.objects.count()) == (0, 0)
    send(cast.penfui, data)
    assert groups() == 1


def test_a_submission_keeps_nothing_that_was_typed(cast):
    send(cast.penfui, form(new_key(), "Rahasia"))
    kept = Submission.objects.values_list("digest", "url").get()
    assert "Rahasia" not in "".join(kept)


@pytest.mark.django_db(transaction=True)
def test_twenty_equal_posts_at_once_make_one_record(cast):
    data = form(new_key())
    urls = at_once([lambda: send(cast.penfui, data)] * 20, as_user=cast.penfui)
    assert urls == [urls[0]] * 20
    assert isinstance(urls[0], str)
    assert (groups(), Submission.objects.count()) == (1, 1)
    made = SocialGroup.objects.get(name="Harapan")
    assert (made.get_absolute_url(), made.history.count()) == (urls[0], 1)


@pytest.mark.django_db(transaction=True)
def test_of_different_posts_with_one_key_one_is_kept_and_the_others_are_told(cast):
    key = new_key()
    posts = [form(key, f"Kelompok {number}") for number in "ABCDEFGH"]
    answers = at_once([lambda data=data: send(cast.penfui, data) for data in posts], as_user=cast.penfui)
    assert sorted(type(answer).__name__ for answer in answers) == ["SentBefore"] * 7 + ["str"]
    assert SocialGroup.objects.filter(name__startswith="Kelompok").count() == 1
