"""Secrets that somebody who holds the device would try first, and which therefore do not protect it."""

from itertools import pairwise

_KEYPAD = ("147258", "258369", "741852", "852963", "159753", "357951", "789456", "456123", "789123", "147369", "963258")
"""Ways over a keypad of six digits; each also backwards."""


def is_trivial_pin(pin: str) -> bool:
    """Whether a PIN of digits is among the first that are tried.

    Two different digits at most, a run up or down (7890 goes on with 0), two runs, a part that repeats, a mirror,
    pairs, a way over the keypad, or a day written as day, month and year (of birth, mostly). On what PINs are made of:
    Bonneau, Preibusch, Anderson, "A birthday present every eleven wallets?", 2012.
    """
    digits = [int(digit) for digit in pin]
    half = len(pin) // 2
    return (
        len(set(digits)) <= 2
        or _is_run(digits)
        or any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, half + 1))
        or (len(pin) % 2 == 0 and _is_run(digits[:half]) and _is_run(digits[half:]))
        or pin == pin[::-1]
        or all(pin[place] == pin[place + 1] for place in range(0, len(pin) - 1, 2))
        or any(way in pin or way[::-1] in pin for way in _KEYPAD)
        or _is_day(pin)
    )


def is_trivial_passphrase(secret: str) -> bool:
    """Whether a passphrase is long only by repeating: fewer than five different characters, or one part many times."""
    folded = "".join(secret.casefold().split())
    if len(set(folded)) < 5:
        return True
    steps = [ord(after) - ord(before) for before, after in pairwise(folded)]
    if len(set(steps)) == 1:
        return True
    return any(folded == (folded[:size] * len(folded))[: len(folded)] for size in range(1, len(folded) // 2 + 1))


def _is_run(digits: list[int]) -> bool:
    steps = {(after - before) % 10 for before, after in pairwise(digits)}
    return len(steps) == 1 and steps <= {1, 9}


def _is_day(pin: str) -> bool:
    """Whether it reads as a whole date with its century: 24121985 or 19851224; six digits have too many readings."""
    if len(pin) != 8:
        return False
    return any(
        1 <= int(day) <= 31 and 1 <= int(month) <= 12 and year[:2] in ("19", "20")
        for day, month, year in ((pin[:2], pin[2:4], pin[4:]), (pin[6:], pin[4:6], pin[:4]))
    )
