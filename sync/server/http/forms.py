"""What a person sent by a form."""

from urllib.parse import parse_qsl

from sync.server.ground.storable import is_storable
from sync.server.http.refusals import invalid

_MOST_FIELDS = 100
_TYPE = "application/x-www-form-urlencoded"


def read_form(body: bytes, media_type: str) -> dict[str, str]:
    """The fields by name, the last of each. Refused where it is no form or can not be stored."""
    if not body:
        return {}
    if media_type.partition(";")[0].strip().lower() != _TYPE:
        raise invalid("A form is expected.")
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise invalid("The form can not be read.") from None
    form = dict(fields)
    if not is_storable(form):
        raise invalid("The form holds a character that can not be stored.")
    return form
