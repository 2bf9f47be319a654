"""What hinders the desk from opening its database."""

from desk.errors import DeskError


class DatabaseNewer(DeskError):
    """The database was brought to a shape that this version does not know: the desk does not start."""

    code = "database_newer"
    kind = "conflict"

    def __init__(self, shape: str) -> None:
        super().__init__(
            f"The database is of a newer version of Madoguchi (its tables have the shape {shape}, which this one does "
            "not know): start that version, or restore a backup of this one. Nothing was changed."
        )
