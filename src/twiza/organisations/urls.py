from django.urls import path

from twiza.organisations import views

urlpatterns = [
    path("", views.organisation_list, name="organisations"),
    path("new/", views.organisation_create, name="organisation_create"),
    path("<int:organisation_id>/members/", views.member_list, name="members"),
    path("<int:organisation_id>/members/<int:membership_id>/end/", views.member_end, name="member_end"),
    path("<int:organisation_id>/members/<int:membership_id>/restore/", views.member_restore, name="member_restore"),
]
