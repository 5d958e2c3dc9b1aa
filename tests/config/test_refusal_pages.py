"""What people read where no page can be shown; everything on it comes from the page itself."""

from django.test import Client, RequestFactory
from django.views.defaults import server_error


def test_form_without_its_token_is_refused_in_words():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "anneke"})

    assert answer.status_code == 403
    assert "This form is out of date" in answer.text
    assert "<style" not in answer.text


def test_fault_of_ours_is_told_in_words():
    answer = server_error(RequestFactory().get("/admin/"))

    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
