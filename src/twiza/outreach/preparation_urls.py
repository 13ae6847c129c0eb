"""Doors to what is made ready before a caravan."""

from django.urls import path

from twiza.outreach.views import costs, information, partners, places, preparation, sites, supplies, team

ONE = "<uuid:caravan_id>"
DAY, MEMBER, PARTNER = f"{ONE}/days/<int:day_id>", f"{ONE}/members/<int:member_id>", f"{ONE}/partners/<int:partner_id>"
THING, SUPPLY, COST = (
    f"{ONE}/things/<uuid:thing_id>",
    f"{ONE}/supplies/<uuid:supply_id>",
    f"{ONE}/costs/<uuid:cost_id>",
)

urlpatterns = [
    path(f"{ONE}/preparation/", preparation.caravan_preparation, name="caravan_preparation"),
    path(f"{ONE}/preparation.pdf", preparation.caravan_preparation_pdf, name="caravan_preparation_pdf"),
    path(f"{ONE}/tasks/", preparation.task_new, name="task_new"),
    path(f"{ONE}/tasks/usual/", preparation.task_tick_usual, name="task_tick_usual"),
    path(f"{ONE}/tasks/<uuid:task_id>/", preparation.task_tick, name="task_tick"),
    path(f"{ONE}/tasks/<uuid:task_id>/remove/", preparation.task_remove, name="task_remove"),
    path(f"{ONE}/members/", team.caravan_team, name="caravan_team"),
    path(f"{MEMBER}/", team.member_change, name="member"),
    path(f"{MEMBER}/answer/", team.member_answer, name="member_answer"),
    path(f"{MEMBER}/answer/take-back/", team.member_answer_take_back, name="member_answer_take_back"),
    path(f"{MEMBER}/remove/", team.member_remove, name="member_remove"),
    path(f"{ONE}/partners/", partners.caravan_partners, name="caravan_partners"),
    path(f"{PARTNER}/remove/", partners.partner_remove, name="partner_remove"),
    path(f"{PARTNER}/things/", partners.thing_new, name="thing_new"),
    path(f"{THING}/", partners.thing_change, name="thing"),
    path(f"{THING}/state/", partners.thing_state, name="thing_state"),
    path(f"{THING}/remove/", partners.thing_remove, name="thing_remove"),
    path(f"{ONE}/places/", places.caravan_places, name="caravan_places"),
    path(f"{ONE}/days/", places.day_new, name="day_new"),
    path(f"{ONE}/posts/", places.post_new, name="post_new"),
    path(f"{ONE}/localities/", places.caravan_locality, name="caravan_locality"),
    path(f"{DAY}/names/", places.day_names, name="day_names"),
    path(f"{DAY}/remove/", places.day_remove, name="day_remove"),
    path(f"{DAY}/site/", sites.site, name="site"),
    path(f"{DAY}/site.pdf", sites.site_pdf, name="site_pdf"),
    path(f"{ONE}/supplies/", supplies.caravan_supplies, name="caravan_supplies"),
    path(f"{ONE}/supplies/new/", supplies.supply_new, name="supply_new"),
    path(f"{ONE}/supplies/count/", supplies.supplies_count, name="supplies_count"),
    path(f"{ONE}/supplies/file/", supplies.supplies_file, name="supplies_file"),
    path(f"{ONE}/supplies/file.<str:kind>", supplies.supplies_export, name="supplies_export"),
    path(f"{ONE}/supplies.pdf", supplies.supplies_pdf, name="supplies_pdf"),
    path(f"{SUPPLY}/", supplies.supply_change, name="supply"),
    path(f"{SUPPLY}/remove/", supplies.supply_remove, name="supply_remove"),
    path(f"{ONE}/public/", information.caravan_public, name="caravan_public"),
    path(f"{ONE}/poster.pdf", information.caravan_poster, name="caravan_poster"),
    path(f"{ONE}/contacts/new/", information.contact_new, name="contact_new"),
    path(f"{ONE}/contacts/file/", information.contacts_file, name="contacts_file"),
    path(f"{ONE}/contacts/messages.csv", information.messages_export, name="messages_export"),
    path(f"{ONE}/contacts/forget/", information.contacts_forget, name="contacts_forget"),
    path(f"{ONE}/contacts/<uuid:contact_id>/forget/", information.contact_forget, name="contact_forget"),
    path(f"{ONE}/costs/", costs.caravan_costs, name="caravan_costs"),
    path(f"{ONE}/costs/new/", costs.cost_new, name="cost_new"),
    path(f"{COST}/", costs.cost_change, name="cost"),
    path(f"{COST}/remove/", costs.cost_remove, name="cost_remove"),
]
