"""A mail is of whom it says where our own server found so, and by nobody else's word."""

import pytest

from sync.server.mail.incoming.trust import has_failed, is_in_line

WE, JANA = "mx.mesto.cz", "jana@example.cz"


@pytest.mark.parametrize(
    "result",
    [
        f"{WE}; dkim=pass header.d=example.cz header.s=k header.b=abc",
        f"{WE} 1; spf=fail smtp.mailfrom=x.cz; dkim=pass (2048-bit key; unprotected) header.d=example.cz",
        "MX.Mesto.CZ; spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=jana@example.cz",
        f"{WE}; dkim=pass header.i=@example.cz",
        f"{WE}; dmarc=pass (p=reject) header.from=example.cz",
    ],
)
def test_that_what_our_server_found_counts(result: str) -> None:
    assert is_in_line([result], WE, JANA)
    assert not has_failed([result], WE)


@pytest.mark.parametrize(
    "result",
    [
        "", ";", f"{WE}", f"{WE}; none", f"{WE}; dkim=fail header.d=example.cz", f"{WE}; dkim=pass header.d=evil.cz",
        f"{WE}; dkim=pass header.d=cz", f"{WE}; dkim=pass header.d=notexample.cz",
        f"{WE}; spf=softfail smtp.mailfrom={JANA}",
        "mx.evil.cz; dkim=pass header.d=example.cz", f"x{WE}; dkim=pass header.d=example.cz",
        f'{WE}; spf=pass smtp.mailfrom="x; dkim=pass header.d=example.cz"@evil.cz',
        f"{WE}; spf=pass (x; dkim=pass header.d=example.cz) smtp.mailfrom=evil.cz",
        f'{WE}; dkim=pass header.d="example.cz', f"{WE}; dkim=pass header.d=example.cz (",
        f"{WE}; spf=pass header.d=example.cz", f"{WE}; dkim=pass smtp.mailfrom={JANA}",
        f"{WE}; x-dkim=pass header.d=example.cz",
        f"{WE}; iprev=pass policy.iprev=192.0.2.1 dkim=pass header.d=example.cz",
        f"{WE}; spf=pass smtp.mailfrom=x@evil.cz header.d=example.cz",
        f"{WE}; dkim=pass header.d=sub.example.cz",
    ],
)  # fmt: skip
def test_that_no_other_word_counts(result: str) -> None:
    assert not is_in_line([result], WE, JANA)


def test_that_only_the_newest_of_ours_counts_and_none_without_a_name() -> None:
    forged, found = f"{WE}; dkim=pass header.d=example.cz", f"{WE}; dkim=fail header.d=example.cz"
    assert not is_in_line([found, forged], WE, JANA)
    assert is_in_line(["mx.other.cz; none", forged, found], WE, JANA)
    assert not is_in_line([forged], "", JANA)
    assert not is_in_line(["; dkim=pass header.d=example.cz"], "", JANA)
    assert not is_in_line([forged], WE, "")
    assert not is_in_line([], WE, JANA)


@pytest.mark.parametrize(
    ("result", "failed"),
    [
        (f"{WE}; dmarc=fail header.from=example.cz; spf=pass smtp.mailfrom=evil.cz", True),
        (f"{WE}; spf=fail smtp.mailfrom={JANA}; dkim=none", True),
        (f"{WE}; spf=fail smtp.mailfrom={JANA}; dkim=pass header.d=example.cz", False),
        (f"{WE}; spf=softfail smtp.mailfrom={JANA}", False),
        ("mx.evil.cz; dmarc=fail header.from=example.cz", False),
    ],
)
def test_that_a_forged_mail_is_known(result: str, *, failed: bool) -> None:
    assert has_failed([result], WE) is failed
