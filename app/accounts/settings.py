"""Small choices of this device's user, kept in the encrypted file."""

from app.db.outcomes import StoreFull
from app.db.store import DiskFullError, Store


class SettingsService:
    """Texts by name. Blocking; called on the database lane."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str, default: str = "") -> str:
        """The value, or the default where none was set."""
        with self._store.read() as connection:
            value = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,)).scalar()
        return default if value is None else str(value)

    def set(self, name: str, value: str) -> StoreFull | None:
        """Keep a value."""
        try:
            with self._store.write() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO setting (name, value) VALUES (?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    (name, value),
                )
        except DiskFullError as full:
            return full.outcome
        return None
