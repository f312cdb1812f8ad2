"""Answers with as few header bytes as HTTP allows, compressed where that is smaller."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from sync.protocol.messages import Problem
from sync.protocol.packing import chosen, packed
from sync.server.http.refusals import Refusal

_WORTH_COMPRESSING = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a status, bytes or a file of one media type, extra headers, and cookies that are set."""

    body: bytes = b""
    status: int = 200
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    cookies: tuple[str, ...] = ()


def json_answer(value: object, status: int = 200) -> Answer:
    """A Struct or plain values as JSON."""
    return Answer(msgspec.json.encode(value), status)


def problem_answer(refusal: Refusal, request_id: str) -> Answer:
    """A refusal as a ``Problem``."""
    problem = Problem(
        code=refusal.code,
        message=refusal.message,
        request_id=request_id,
        expected_seq=refusal.expected_seq,
        retry_after=refusal.retry_after,
        detail=dict(refusal.detail),
    )
    headers = dict(refusal.headers)
    if refusal.retry_after is not None:
        headers["retry-after"] = str(max(1, round(refusal.retry_after)))
    return Answer(msgspec.json.encode(problem), refusal.status, "application/problem+json", headers)


def compressed(answer: Answer, accepted: str) -> Answer:
    """The answer packed as the caller likes best, if it is worth it."""
    packing = chosen(accepted)
    if not packing or len(answer.body) < _WORTH_COMPRESSING or "json" not in answer.media_type:
        return answer
    body = packed(answer.body, packing)
    return replace(answer, body=body, headers={**answer.headers, "content-encoding": packing})
