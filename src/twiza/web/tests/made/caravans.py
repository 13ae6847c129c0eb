"""What somebody made of one caravan: its day, its register, what was prepared and what came of it."""

from __future__ import annotations

from twiza.access.models import Specialty
from twiza.conftest import NOW
from twiza.core.ids import new_id
from twiza.facilities.models import Facility
from twiza.outreach.actions.caravan import DayTerms, add_locality, add_member, make_caravan
from twiza.outreach.actions.register import record_arrival
from twiza.outreach.models import Attendance, CaravanDay
from twiza.outreach.tests.canaries_after import canary_after
from twiza.outreach.tests.canaries_preparation import canary_preparation
from twiza.territory.models import Place
from twiza.web.tests.made.maker import Made, Maker


def caravans_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about a caravan, which has the maker's facility on its way."""
    day, line = register_of_a_day(maker, places["05.081.03.09"])
    caravan = {"caravan_id": day.caravan_id}
    on_day = caravan | {"day_id": day.pk}
    return {
        "caravan": caravan,
        "caravan_day": on_day,
        "facility_on_the_way": caravan | {"facility_id": Facility.objects.get(code=maker.word).pk},
        "register_line": on_day | {"line_id": line.pk},
        "consultation": on_day | {"consultation_id": line.consultations.get().pk},
        **canary_after(day, maker.actor, maker.word, NOW),
        **canary_preparation(day, maker.actor, maker.word, NOW),
    }


def register_of_a_day(maker: Maker, commune: Place) -> tuple[CaravanDay, Attendance]:
    """Make a caravan with one person in the register of its day; what it says of people only they know who keep it."""
    names = {"fr": f"{maker.word}-caravane"}
    caravan = make_caravan(
        actor=maker.actor,
        area=commune,
        days=[DayTerms(NOW.date(), {"fr": f"{maker.word}-ecole"}, commune)],
        specialties=[Specialty.objects.order_by("pk")[0]],
        names=names,
        at=NOW,
    )
    add_member(caravan=caravan, name=f"{maker.word}-medecin", task="care", actor=maker.actor, at=NOW)
    locality = add_locality(caravan=caravan, name=f"{maker.word}-douar", actor=maker.actor, at=NOW)
    day = caravan.days.get()
    line = record_arrival(
        day=day,
        sex="female",
        age_years=34,
        age_months=None,
        posts=(1,),
        urgency="ordinary",
        locality=locality,
        actor=maker.actor,
        at=NOW,
        id=new_id(),
    )
    return day, line
