"""A receipt opens its matter and nothing else; slips are caught at once; guessing is slowed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.intake import front, receipts
from comity.intake.digits import LENGTH, check_digit, in_groups, is_whole, new_digits, read_digits
from comity.intake.models import Guess, GuessDay, Receipt
from comity.intake.tests.conftest import NOON, amina_says
from comity.trust.lifecycle import Refused
from comity.trust.viewer import System

bodies = st.text("0123456789", min_size=LENGTH - 1, max_size=LENGTH - 1)


@given(bodies)
def test_every_single_wrong_digit_is_noticed(body):
    digits = body + str(check_digit(body))
    assert is_whole(digits)
    for at in range(LENGTH):
        for wrong in set("0123456789") - {digits[at]}:
            assert not is_whole(digits[:at] + wrong + digits[at + 1 :])


@given(bodies)
def test_every_swap_of_two_neighbours_is_noticed(body):
    digits = body + str(check_digit(body))
    for at in range(LENGTH - 1):
        if digits[at] != digits[at + 1]:
            assert not is_whole(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def test_digits_are_read_in_any_script_and_spacing():
    digits = new_digits()
    arabic = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    full = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert {read_digits(t) for t in (in_groups(digits), f"\u2067{arabic}\u2069", full, "-".join(digits))} == {digits}


@given(st.text(max_size=300))
def test_whatever_is_typed_gets_a_sentence_or_digits(typed):
    try:
        assert is_whole(read_digits(typed))
    except Refused as refused:
        said = str(refused)
    else:
        said = "read"
    assert said


@pytest.mark.django_db
def test_a_receipt_opens_its_own_matter_and_no_other(agency):
    first, second = (front.file_request(amina_says(), flow="ask", language="en", now=NOON) for _ in range(2))
    one = front.open_by_receipt(in_groups(first), address="a", now=NOON)
    other = front.open_by_receipt(second, address="a", now=NOON)
    assert one.reference != other.reference
    assert front.reopen_receipt(one.receipt_id).reference == one.reference
    assert front.status(one.viewer, now=NOON).reference == one.reference


@pytest.mark.django_db
def test_the_digits_are_nowhere_in_the_database(agency):
    digits = front.file_request(amina_says(), flow="ask", language="en", now=NOON)
    row = Receipt.objects.visible_to(System("audit")).get()
    assert digits not in (row.digits_hash, str(row.pk))
    assert len(row.digits_hash) == 64


@pytest.mark.django_db
def test_a_slip_is_told_at_once_and_not_counted(agency):
    digits = new_digits()
    slip = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    for _ in range(30):
        with pytest.raises(Refused, match="One of these digits is not right"):
            front.open_by_receipt(slip, address="a", now=NOON)
    assert Guess.objects.count() == 0


@pytest.mark.django_db
def test_wrong_guesses_cost_more_and_more_time(agency):
    mine = front.file_request(amina_says(), flow="ask", language="en", now=NOON)
    for _ in range(receipts.FREE_GUESSES + 1):
        with pytest.raises(Refused, match="We know no receipt"):
            front.open_by_receipt(new_digits(), address="a", now=NOON)
    with pytest.raises(Refused, match="Too many wrong digits"):
        front.open_by_receipt(mine, address="a", now=NOON)
    assert front.open_by_receipt(mine, address="b", now=NOON)  # somebody else is not held up
    assert front.open_by_receipt(mine, address="a", now=NOON + receipts.FIRST_WAIT + timedelta(seconds=1))
    guess = Guess.objects.get()
    assert guess.who != "a"
    assert len(guess.who) == 64


@pytest.mark.django_db
def test_a_flood_from_one_address_is_held_to_one_a_minute_and_loses_no_answers(agency):
    def send(address, now=NOON):
        token = front.start_draft("ask", NOON, answers={"narrative": "x"})
        try:
            return front.file_request(amina_says(), flow="ask", language="en", now=now, token=token, address=address)
        except Refused as refused:
            assert front.draft(token, now=now).answers == {"narrative": "x"}
            return str(refused)

    for _ in range(receipts.FREE_FILINGS):
        assert send("a").isdigit()
    assert "wait a minute" in send("a")
    assert send("b").isdigit()  # somebody else is not held up
    assert send("a", NOON + receipts.FILING_WAIT).isdigit()
    assert "wait a minute" in send("a", NOON + receipts.FILING_WAIT)
    mine = send("b")
    assert front.open_by_receipt(mine, address="a", now=NOON)  # and a receipt still opens at once


@pytest.mark.django_db
def test_after_a_day_nobody_can_tell_who_guessed(agency):
    with pytest.raises(Refused):
        front.open_by_receipt(new_digits(), address="a", now=NOON)
    receipts.forget_guessers(NOON + timedelta(days=1))
    assert (Guess.objects.count(), GuessDay.objects.count()) == (0, 0)
