"""What tests state of facilities: everything there is to say of one, and a little of it at random."""

from __future__ import annotations

from hypothesis import strategies as st

from twiza.conftest import TODAY
from twiza.facilities.actions.facts import Origin

TABANT, ABBAS = "MA/05/05.081/05.081.03.09", "MA/05/05.081/05.081.03.03"
FULL = {
    "name_fr": "Centre de Tabant",
    "name_ar": "مركز تبانت",
    "code": "T1",
    "type": "CSR2",
    "place": TABANT,
    "position": [31.66, -6.4],
    "is_mobile": False,
    "status": "open",
    "status_since": "2024-03-01",
    "beds": 6,
    "service.vaccination": {"supply": None},
    "service.accouchement": {"supply": 1.5},
    "post.doctor": {"in_post": 1.0, "norm": 2.0},
    "post.driver": {"in_post": None, "norm": 1.0},
    "equipment.ambulance": {"number": 2, "working": 1},
    "opening.1": {"hours": [["08:30", "12:00"], ["14:00", "16:30"]]},
    "visit.MA/05/05.081/05.081.03.03": {"weeks": [2, 15, 28]},
    "catchment.MA/05/05.081/05.081.03.03": True,
    "authorisation.12/2019": {"given_by": "Délégation", "valid_from": "2019-05-01", "valid_until": "2024-05-01"},
}
SAID = Origin("Tournée de mai", TODAY, None)
SOME = st.fixed_dictionaries(
    {},
    optional={
        "name_fr": st.sampled_from(["Centre", "Dispensaire"]),
        "code": st.sampled_from([None, "T1", "T2"]),
        "type": st.sampled_from(["CSR1", "HP"]),
        "place": st.sampled_from([TABANT, ABBAS]),
        "position": st.sampled_from([None, [31.66, -6.4], [31.7, -6.3]]),
        "status": st.sampled_from(["open", "closed", "without_staff"]),
        "beds": st.none() | st.integers(0, 9),
        "service.vaccination": st.sampled_from([None, {"supply": None}, {"supply": 0.5}]),
        "post.nurse": st.none()
        | st.fixed_dictionaries({"in_post": st.none() | st.integers(0, 3).map(float), "norm": st.none()}),
        "equipment.oxygen": st.none() | st.just({"number": 1, "working": None}),
        "opening.3": st.none() | st.just({"hours": [["08:00", "16:00"]]}),
        "catchment." + ABBAS: st.sampled_from([None, True]),
        "visit." + TABANT: st.none()
        | st.lists(st.integers(1, 53), min_size=1, unique=True).map(sorted).map(lambda weeks: {"weeks": weeks}),
    },
)
