"""A fault in a page is logged so that we can mend it, and without a word of what somebody typed."""

import io
import logging

import pytest
from django.core.handlers.exception import response_for_exception
from django.db import OperationalError
from django.test import RequestFactory

from comity.site.logs import WithoutWords
from comity.trust.sealing import Locked

SECRET = "Only the elders were told about the meeting on the bridge"


@pytest.fixture
def log():
    """The log as the service writes it, caught before it reaches the terminal."""
    [handler] = [one for one in logging.getLogger().handlers if isinstance(one.formatter, WithoutWords)]
    before = handler.setStream(written := io.StringIO())
    yield written
    handler.setStream(before)


def fault(error: Exception) -> Exception:
    try:
        raise error
    except Exception as raised:
        return raised


def test_a_fault_says_where_and_what_kind_and_not_what_was_typed(log):
    try:
        try:
            int(SECRET)
        except ValueError as first:
            raise KeyError(SECRET) from first
    except KeyError as error:
        answer = response_for_exception(RequestFactory().get("/ask/"), error)
    said = log.getvalue()
    assert answer.status_code == 500
    assert SECRET not in said + answer.content.decode()
    assert "Internal Server Error: /ask/" in said
    assert said.index("builtins.ValueError") < said.index("builtins.KeyError")
    assert __file__ in said


@pytest.mark.parametrize("error", [Locked("the key is not in hand"), OperationalError("database is locked")])
def test_what_the_operator_must_know_is_said(log, error):
    response_for_exception(RequestFactory().get("/"), fault(error))
    assert str(error) in log.getvalue()
