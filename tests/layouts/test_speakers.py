"""A printed attribution gives the speaker's role; what is not known is said to be so."""

from __future__ import annotations

import pytest

from townmeeting.layouts.speakers import load_roles, speaker_of
from townmeeting.model import Role

EXAMPLES = [(example, Role(str(entry["role"]))) for entry in load_roles()["role"] for example in entry["examples"]]
NAMED = (
    ("議長", "山田太郎君", Role.CHAIR, "議長", "山田太郎"),
    ("議長", "山田議員", Role.CHAIR, "議長", "山田"),
    ("議員", "５番 山田 太郎君", Role.RESIDENT, "議員", "山田太郎"),
    ("３番", "山田花子君", Role.RESIDENT, "3番", "山田花子"),
    ("答弁", "村長", Role.MAYOR, "村長", None),
    ("山田委員", "", Role.RESIDENT, "委員", "山田"),
    ("総務部長", "", Role.STAFF, "部長", None),
    ("参加者Ａ", "", Role.RESIDENT, "参加者", None),
    ("百十六番", "山田ひろき君", Role.RESIDENT, "百十六番", "山田ひろき"),
)


@pytest.mark.parametrize(("attribution", "role"), EXAMPLES)
def test_every_example_of_a_role_has_it(attribution: str, role: Role):
    assert speaker_of(attribution).role is role


@pytest.mark.parametrize(("attribution", "name", "role", "title", "person"), NAMED)
def test_title_and_name_are_told_apart(attribution: str, name: str, role: Role, title: str, person: str | None):
    speaker = speaker_of(attribution, name)
    assert (speaker.role, speaker.title, speaker.name) == (role, title, person)


@pytest.mark.parametrize("attribution", ["特命組", "山田", "", "？"])
def test_an_unknown_speaker_is_a_value(attribution: str):
    speaker = speaker_of(attribution)
    assert (speaker.role, speaker.title, speaker.attribution) == (Role.OTHER, None, attribution)


def test_no_word_stands_for_two_roles():
    words = [word for entry in load_roles()["role"] for word in (*entry["words"], *entry["alone"])]
    assert sorted(words) == sorted(set(words))
