"""Somebody at the desk: a browser that keeps cookies and sends forms, and people who may sign in."""

import re
from html import unescape
from urllib.parse import urlencode

from app.accounts.domain import Role
from sync.server.accounts import passwords
from tests.sync.server.station import HttpAnswer, Station

PASSWORD = "kočka leze dírou 88"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


class Browser:
    """Keeps cookies and sends forms as a browser does."""

    def __init__(self, station: Station, agent: str = WINDOWS) -> None:
        self.station, self.agent = station, agent
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str, **headers: str) -> HttpAnswer:
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> HttpAnswer:
        body = urlencode({"token": self.token} | fields).encode()
        named = {"content_type": "application/x-www-form-urlencoded", "sec_fetch_site": "same-origin"} | headers
        return self._ask("POST", path, body, named)

    def post_with(self, path: str, fields: dict[str, str], field: str, data: bytes) -> HttpAnswer:
        """A form with a file that was chosen for a field."""
        parts = [
            f'--okraj\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in ({"token": self.token} | fields).items()
        ]
        head = f'--okraj\r\nContent-Disposition: form-data; name="{field}"; filename="x"\r\n\r\n'.encode()
        body = b"".join(parts) + head + data + b"\r\n--okraj--\r\n"
        named = {"content_type": "multipart/form-data; boundary=okraj", "sec_fetch_site": "same-origin"}
        return self._ask("POST", path, body, named)

    def form(self, path: str) -> dict[str, str]:
        """Go to a page; the hidden fields and checked choices of its forms."""
        return self.fields(self.get(path))

    @staticmethod
    def fields(answer: HttpAnswer) -> dict[str, str]:
        """The hidden fields and checked choices of the forms of a page."""
        text = answer.body.decode()
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)
        chosen = re.findall(r'<input type="radio" name="(\w+)" value="([^"]*)" checked', text)
        return {name: unescape(value) for name, value in (*found, *chosen) if name != "token"}

    def sign_in(self, login: str = "novak", password: str = PASSWORD, **fields: str) -> HttpAnswer:
        self.get("/desk/sign-in")
        return self.post("/desk/sign-in", {"login": login, "password": password} | fields)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> HttpAnswer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.station.http(method, path, body, cookie=cookie, user_agent=self.agent, **headers)
        for name, value, rules in re.findall(r"(__Host-\w+)=([^;]*); ([^,]*)", answer.headers.get("set-cookie", "")):
            assert {"Path=/", "Secure", "HttpOnly"} <= set(rules.split("; "))
            self.cookies[name] = value
            if "Max-Age=0" in rules:
                del self.cookies[name]
        found = re.search(r'name="token" value="(\w+)"', answer.body.decode(errors="replace"))
        self.token = found[1] if found else self.token
        return answer


def at_desk(station: Station, login: str, role: Role, *districts: str) -> Browser:
    """A person of a role who is signed in."""
    officer_id = station.person(login, role, *districts)
    stored = passwords.hashed(station.settings, PASSWORD)
    with station.server.database.write() as connection:
        passwords.set_password(connection, officer_id, stored)
    browser = Browser(station)
    assert browser.sign_in(login).status == 303
    return browser


def text_of(answer: HttpAnswer) -> str:
    """What is read on a page, without its markup and the runs of white space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.body.decode())).split())
