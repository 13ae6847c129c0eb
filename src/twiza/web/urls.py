from django.urls import path

from twiza.web import views

urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("home/", views.home, name="home"),
    path("language/", views.choose_language, name="choose_language"),
    path("membership/", views.choose_membership, name="choose_membership"),
    path("design/", views.design, name="design"),
]
