"""Give what is there its posts, who said its facts, and the first line of its history: nothing that was said is lost."""

from django.db import migrations

BATCH = 1_000
STAFF = {
    "doctor": ("doctors", {"fr": "Médecins", "ar": "الأطباء", "en": "Doctors"}),
    "nurse": ("nurses", {"fr": "Infirmiers", "ar": "الممرضون", "en": "Nurses"}),
    "midwife": ("midwives", {"fr": "Sages-femmes", "ar": "القابلات", "en": "Midwives"}),
}
FACTS = ("identity", "place", "status")


def write_what_is_there(apps, schema_editor):
    """Write posts from the three columns of staff, then facts and a first change for each facility."""
    Facility = apps.get_model("facilities", "Facility")
    if not Facility.objects.exists():
        return
    make_professions(apps.get_model("facilities", "Profession"))
    facilities = Facility.objects.select_related("type", "place").prefetch_related("facility_services__service")
    batch = []
    for facility in facilities.order_by("id").iterator(chunk_size=BATCH):
        batch.append(facility)
        if len(batch) == BATCH:
            write_batch(apps, batch)
            batch = []
    write_batch(apps, batch)


def make_professions(Profession):
    for position, (code, (_column, names)) in enumerate(STAFF.items()):
        said = {"names": names, "position": position, "evidence": "known"}
        Profession.objects.get_or_create(code=code, defaults=said)


def write_batch(apps, facilities):
    Post, Fact, Change = (
        apps.get_model("facilities", name) for name in ("FacilityPost", "FacilityFact", "FacilityChange")
    )
    Post.objects.bulk_create(
        Post(facility=facility, profession_id=code, in_post=getattr(facility, column))
        for facility in facilities
        for code, (column, _names) in STAFF.items()
        if getattr(facility, column) is not None
    )
    states = {facility.pk: state_of(facility) for facility in facilities}
    Fact.objects.bulk_create(
        Fact(
            facility=facility,
            topic=fact.partition(".")[0],
            field=fact,
            source=facility.source,
            verified_by=facility.verified_by,
            verified_on=facility.verified_on,
        )
        for facility in facilities
        for fact in [*FACTS, *(field for field in states[facility.pk] if "." in field)]
    )
    Change.objects.bulk_create(
        Change(
            facility=facility,
            field="",
            new=states[facility.pk],
            source=facility.source,
            happened_on=facility.verified_on or facility.updated_at.date(),
            recorded_at=facility.updated_at,
        )
        for facility in facilities
    )


def state_of(facility):
    said = {
        **{f"name_{language}": name for language, name in facility.names.items()},
        "code": facility.code,
        "type": facility.type.code,
        "place": facility.place.path,
        "position": None if facility.lat is None else [facility.lat, facility.lon],
        "is_mobile": facility.is_mobile,
        "status": facility.status,
        **{f"service.{one.service.code}": {"supply": one.supply} for one in facility.facility_services.all()},
        **{
            f"post.{code}": {"in_post": getattr(facility, column), "norm": None}
            for code, (column, _names) in STAFF.items()
            if getattr(facility, column) is not None
        },
    }
    return {field: value for field, value in said.items() if value is not None and value != ""}


class Migration(migrations.Migration):
    dependencies = [("facilities", "0003_carte_sanitaire")]
    operations = [migrations.RunPython(write_what_is_there, migrations.RunPython.noop)]
