"""What a person sent by a form."""

from urllib.parse import parse_qsl

from sync.server.ground.storable import is_storable
from sync.server.http import multipart
from sync.server.http.multipart import Sent
from sync.server.http.refusals import invalid, too_large

_MOST_FIELDS = 100
_MOST_BYTES = 256 * 1024
_TYPE = "application/x-www-form-urlencoded"


def read_form(body: bytes, media_type: str) -> Sent:
    """The fields by name, the last of each, and files. Refused where it is no form or can not be stored."""
    if not body:
        return Sent({}, ())
    named = media_type.partition(";")[0].strip().lower()
    if named == multipart.TYPE:
        return multipart.read_multipart(body, media_type)
    if len(body) > _MOST_BYTES:
        raise too_large(f"The form is larger than {_MOST_BYTES} bytes.")
    if named != _TYPE:
        raise invalid("A form is expected.")
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise invalid("The form can not be read.") from None
    form = dict(fields)
    if not is_storable(form):
        raise invalid("The form holds a character that can not be stored.")
    return Sent(form, ())
