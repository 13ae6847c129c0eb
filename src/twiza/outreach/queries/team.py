"""Questions about the team of a caravan: who answered what, and which specialty nobody confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from twiza.outreach.models import AnswerState, Caravan, CaravanMember, CaravanPost, MemberAnswer
from twiza.outreach.queries.register import posts_of


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody who takes part, and her last answer, if she gave one."""

    member: CaravanMember
    answer: MemberAnswer | None

    @property
    def state(self) -> AnswerState:
        """What she answered; who was not heard yet is asked."""
        return AnswerState(self.answer.state) if self.answer else AnswerState.ASKED


@dataclass(frozen=True, slots=True)
class PostTeam:
    """Who gives care at a post, and whether anybody confirmed."""

    post: CaravanPost
    members: Sequence[TeamMember]

    @property
    def confirmed(self) -> int:
        """How many confirmed."""
        return sum(1 for one in self.members if one.state == AnswerState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Team:
    """The team of a caravan: by post, and everybody else."""

    posts: Sequence[PostTeam]
    others: Sequence[TeamMember]

    @property
    def everybody(self) -> list[TeamMember]:
        """All of them, those of posts first."""
        return [*(one for post in self.posts for one in post.members), *self.others]

    @property
    def unconfirmed_posts(self) -> list[CaravanPost]:
        """The posts for which nobody confirmed."""
        return [one.post for one in self.posts if not one.confirmed]


@dataclass(frozen=True, slots=True)
class NumbersChecked:
    """Of the physicians who did not decline: how many, with a number of the council, with a number checked there."""

    physicians: int
    with_number: int
    checked: int


def standing_answers() -> QuerySet[MemberAnswer]:
    """Return the answers that were not taken back, the last first."""
    return MemberAnswer.objects.filter(taken_back_at__isnull=True).order_by("-id")


def answer_of(member: CaravanMember) -> MemberAnswer | None:
    """Return the answer of a member that holds, if she gave one."""
    return standing_answers().filter(member=member).first()


def team_of(caravan: Caravan) -> Team:
    """Return who takes part in a caravan, by post."""
    answers = Prefetch("answers", standing_answers(), to_attr="answers_that_stand")
    members = caravan.members.select_related("specialty", "person").prefetch_related(answers).order_by("id")
    heard = [TeamMember(one, next(iter(one.answers_that_stand), None)) for one in members]
    posts = list(posts_of(caravan).values())
    offered = {post.specialty_id for post in posts}
    return Team(
        posts=[
            PostTeam(post, [one for one in heard if one.member.specialty_id == post.specialty_id]) for post in posts
        ],
        others=[one for one in heard if one.member.specialty_id not in offered],
    )


def removed_members(caravan: Caravan) -> QuerySet[CaravanMember]:
    """Return who was taken out of the team, the last first."""
    return CaravanMember.kept.filter(caravan=caravan, removed_at__isnull=False).order_by("-removed_at")


def numbers_checked(team: Team) -> NumbersChecked:
    """Return how many physicians have a number of the council that was checked; who has a specialty is a physician."""
    physicians = [
        one.member for one in team.everybody if one.member.specialty_id and one.state != AnswerState.DECLINED
    ]
    return NumbersChecked(
        physicians=len(physicians),
        with_number=sum(1 for one in physicians if one.order_number),
        checked=sum(1 for one in physicians if one.order_checked_on),
    )
