"""What somebody wrote, without the mail that they answer and without their signature: Czech and English forms.

Programs put the quoted mail below; who answers line by line leaves quoted lines between their own. What is cut is
never lost: the mail is kept as it came. Where nothing would remain, nothing is cut.
"""

import re
from typing import Final

_LONGEST: Final = 400
"""Letters of a line that are looked at."""
_JOINED: Final = 4
"""An introduction may be broken into so many lines."""
_I: Final = re.IGNORECASE
_LINE_BETWEEN: Final = re.compile(
    r"\W*[-_=*]{2,}\s*(původní|puvodni|přeposlan|preposlan|předchozí|odpověď na|original|forwarded|begin forwarded|"
    r"reply above|odpovězte nad)[^\n]{0,80}|"
    r"\W*(přeposlaná zpráva|začátek přeposlané zprávy|begin forwarded message)\s*:",
    _I,
)
_DAY: Final = r"(?:po|út|ut|st|čt|ct|pá|pa|so|ne|mon|tue|wed|thu|fri|sat|sun)[a-zěíčýá]{0,8}\.?,?\s+"
_DATE: Final = (
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{1,2}\.?\s+[^\W\d]{3,10}\.?,?\s+\d{4}|[^\W\d]{3,9}\.?\s+\d{1,2},?\s+\d{4}|"
    r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4})"
)
_WROTE: Final = r"(?:napsala?(?:\s?\(a\)|/a)?|napísala?(?:\(a\))?|psala?|píše|uvedla?|odeslala?|wrote|writes|said)"
_INTRODUCTION: Final = re.compile(
    rf"(?:(?:dne|on|am|v|ve)\s+)?(?:{_DAY})?{_DATE}.{{0,250}}?(?:{_WROTE}\s*:|,?\s[^,:]{{1,80}}<[^\s<>]{{3,120}}>\s*:)|"
    rf".{{1,120}}?\s{_WROTE}\s+(?:dne|v|ve|on)\s+(?:{_DAY})?{_DATE}.{{0,60}}:|"
    rf"(?:dne|on)\s.{{4,250}}?\s{_WROTE}\s*:|"
    rf"(?:dne|on)\s.{{0,40}}?{_DATE}.{{0,40}}?\s{_WROTE}\s.{{1,150}}?<[^\s<>]{{3,120}}>\s*:|"
    rf"(?:odesílatel|uživatel)\s.{{2,200}}?\s{_WROTE}\s*:|"
    r"(?:cituji|cituje|citát od|quoting)\s.{2,150}:",
    _I | re.DOTALL,
)
_PROBABLE: Final = re.compile(rf"{_WROTE}|>\s*:$|cituji|citát|quoting", _I)
_BY_PROGRAM: Final = re.compile(r"@|\d{1,2}:\d{2}|\(a\)|l/a|\b(uživatel|odesílatel|cituji|quoting)\b", _I)
"""What a person who tells what somebody wrote to them does not write."""
_FROM: Final = re.compile(r"\W{0,4}(od|from|odesílatel|sender)\s*:\**\s*\S", _I)
_OTHER_HEADER: Final = re.compile(
    r"\W{0,4}(odesláno|datum|dne|sent|date|komu|to|kopie|cc|předmět|predmet|věc|subject|důležitost)\s*:\**(\s|$)", _I
)
_RULE: Final = re.compile(r"\s*[_-]{10,}\s*")
_SIGNATURE: Final = re.compile(r"--\s?|—\s?")
_DEVICE: Final = re.compile(
    r"\W{0,3}(odesláno\s+(z|ze|pomocí|přes)\s|posláno\s+z|poslané z|posláno prostřednictvím|"
    r"získat? (aplikaci )?outlook|"
    r"stáhnout outlook|sent\s+(from|with|via|using)\s|get outlook\s|odesláno mobilem).{0,120}",
    _I,
)


def without_quotations(text: str) -> str:
    """What was written now."""
    lines = [line.rstrip() for line in text.split("\n")]
    kept = _own(lines)
    while kept and (not kept[-1].strip() or _RULE.fullmatch(kept[-1])):
        kept.pop()
    said = "\n".join(kept).strip()
    return re.sub(r"\n{3,}", "\n\n", said) or text.strip()


def _own(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at][:_LONGEST]
        if _is_quoted(line):
            at += 1
            continue
        length = _introduction(lines, at)
        if length and _goes_on_quoted(lines, at + length):
            at += length  # the quoted lines go one by one: there may be answers between them
            continue
        if length or _begins_quotation(lines, at, line) or _signs(line, kept):
            break
        kept.append(lines[at])
        at += 1
    return kept


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith((">", "|>"))


def _introduction(lines: list[str], at: int) -> int:
    """Of how many lines the sentence is that says who wrote what follows; 0: none begins here."""
    if not lines[at].strip():
        return 0
    joined = ""
    for length in range(1, _JOINED + 1):
        if at + length > len(lines) or not lines[at + length - 1].strip() or _is_quoted(lines[at + length - 1]):
            return 0
        joined = f"{joined} {lines[at + length - 1][:_LONGEST].strip()}".strip()
        if joined.endswith(":") and _PROBABLE.search(joined) and _INTRODUCTION.fullmatch(joined):
            known = _BY_PROGRAM.search(joined) is not None or _goes_on_quoted(lines, at + length)
            return length if known else 0
    return 0


def _goes_on_quoted(lines: list[str], at: int) -> bool:
    return _is_quoted(_next(lines, at))


def _begins_quotation(lines: list[str], at: int, line: str) -> bool:
    if _LINE_BETWEEN.match(line):
        return True
    if _RULE.fullmatch(line):
        return at + 1 < len(lines) and bool(_FROM.match(_next(lines, at + 1)))
    if not _FROM.match(line):
        return False
    return sum(bool(_OTHER_HEADER.match(one[:_LONGEST])) for one in lines[at + 1 : at + 7]) >= 2


def _next(lines: list[str], at: int) -> str:
    return next((line[:_LONGEST] for line in lines[at : at + 3] if line.strip()), "")


def _signs(line: str, kept: list[str]) -> bool:
    """Whether a signature begins here, below something."""
    if not any(one.strip() for one in kept):
        return False
    return bool(_SIGNATURE.fullmatch(line) or _DEVICE.fullmatch(line))
