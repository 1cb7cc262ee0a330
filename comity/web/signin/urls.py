"""The addresses of the sign-in door."""

from django.urls import path

from comity.web.signin import views

app_name = "signin"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/demonstration/", views.demo, name="demo"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("welcome/<uidb64>/<token>/", views.SetPassword.as_view(), name="set-password"),
    path("account/password/", views.ChangePassword.as_view(), name="change-password"),
]
