from django.urls import path

from twiza.rulesets.views import rulesets, steps, try_out, uploads, versions

urlpatterns = [
    path("", rulesets.rulesets, name="rulesets"),
    path("new/", uploads.upload_begin, name="ruleset_upload"),
    path("new/<uuid:upload_id>/", uploads.upload_check, name="ruleset_upload_check"),
    path("new/<uuid:upload_id>/give-up/", uploads.upload_give_up, name="ruleset_upload_give_up"),
    path("<uuid:ruleset_id>/", rulesets.ruleset, name="ruleset"),
    path("versions/<uuid:version_id>/", versions.version, name="ruleset_version"),
    path("versions/<uuid:version_id>/file.<str:kind>", versions.version_export, name="ruleset_export"),
    path("versions/<uuid:version_id>/compare/", versions.version_compare, name="ruleset_compare"),
    path("versions/<uuid:version_id>/try/", try_out.version_try, name="ruleset_try"),
    path("versions/<uuid:version_id>/take/", steps.version_take, name="ruleset_take"),
    path("versions/<uuid:version_id>/submit/", steps.version_submit, name="ruleset_submit"),
    path("versions/<uuid:version_id>/send-back/", steps.version_send_back, name="ruleset_send_back"),
    path("versions/<uuid:version_id>/activate/", steps.version_activate, name="ruleset_activate"),
    path("versions/<uuid:version_id>/undo/", steps.version_undo, name="ruleset_undo"),
    path("versions/<uuid:version_id>/withdraw/", steps.version_withdraw, name="ruleset_withdraw"),
    path("versions/<uuid:version_id>/restore/", steps.version_restore, name="ruleset_restore"),
]
