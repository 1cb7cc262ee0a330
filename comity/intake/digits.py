"""The sixteen digits of a receipt: fifteen at random and one that catches slips of the hand.

The check digit follows H. Michael Damm, "Total anti-symmetrische Quasigruppen" (dissertation, Marburg 2004): it
notices every single wrong digit and every swap of two neighbours. Luhn's scheme, more widely known, misses the swap
of 0 and 9. The table is the order-10 quasigroup printed in that work.
"""

import secrets
import unicodedata

from django.utils.translation import gettext as _

from comity.trust.lifecycle import Refused

LENGTH = 16
TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> int:
    """The digit that makes the row come out at nought."""
    interim = 0
    for digit in digits:
        interim = TABLE[interim][int(digit)]
    return interim


def is_whole(digits: str) -> bool:
    """Could these be the digits of a receipt, or has a hand slipped?"""
    return len(digits) == LENGTH and digits.isascii() and digits.isdigit() and check_digit(digits) == 0


def new_digits() -> str:
    """A fresh receipt, from the system's source of randomness."""
    body = "".join(secrets.choice("0123456789") for _place in range(LENGTH - 1))
    return body + str(check_digit(body))


def read_digits(typed: str) -> str:
    """What a person typed, in any script and with any spaces, as sixteen digits; a slip is named at once."""
    found = [str(unicodedata.digit(mark)) for mark in typed[:200] if unicodedata.digit(mark, None) is not None]
    if len(found) != LENGTH:
        raise Refused(_("A receipt has 16 digits. Please look at your card and type all of them."))
    digits = "".join(found)
    if not is_whole(digits):
        raise Refused(_("One of these digits is not right. Please compare them with your card, one by one."))
    return digits


def in_groups(digits: str) -> str:
    """Four groups of four, as people read a number aloud."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
