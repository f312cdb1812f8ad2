"""One JSON document (RFC 8259) out of a file: what could not be stored, or would mean two things, is refused."""

import json
import re
from typing import Any

from app.intake.faults import BadFile
from app.intake.texts import is_broken


class _Odd(ValueError):
    pass


def document(data: bytes) -> Any:
    """The value that a file in UTF-8 holds.

    Raises BadFile, with the line where it is known: no UTF-8, no JSON, a member twice, NaN or Infinity, nested too
    deeply, or half of a character (a lone surrogate) or NUL in a text of an object.
    """
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_members, parse_constant=_constant)
    except UnicodeDecodeError as error:
        raise BadFile(f"byte {error.start}: is not UTF-8, which GeoJSON must be") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadFile(f"{where}: is not JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise BadFile("arrays or objects are nested too deeply") from None
    except _Odd as error:
        raise BadFile(str(error)) from None
    except ValueError as error:
        raise BadFile(f"is not JSON: {re.sub(r';.*', '', str(error))[:80]}") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if is_broken(name):
            raise _Odd("the name of a member holds half of a character or NUL")
        if name in made:
            raise _Odd(f'an object has the member "{name[:60]}" twice')
        if any(isinstance(text, str) and is_broken(text) for text in (value if isinstance(value, list) else [value])):
            raise _Odd(f'the member "{name[:60]}" holds half of a character or NUL')
        made[name] = value
    return made


def _constant(name: str) -> Any:
    raise _Odd(f"{name} is no JSON number")
