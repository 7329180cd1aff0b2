"""Whether a kept line to the database still stands is seen at this end of it, without asking the server (ADR 20)."""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks `SELECT 1` before the first statement of every request: as much as an unchanged page costs altogether.

    `planned` names the statements that the server has planned for this line, by their text (ADR 23).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.planned: dict[str, str] = {}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a line, on which nothing is planned yet."""
        self.planned = {}
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Say whether the line may be used again; after an error the server itself is asked.

        PostgreSQL sends nothing on an idle line but its farewell: what can be read there is that, or the line's end.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.errors_occurred:
            return bool(super().is_usable())
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
