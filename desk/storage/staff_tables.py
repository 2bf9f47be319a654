"""The tables of members of staff: accounts, sessions, one-time codes and invitations."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from desk.storage.tables import UtcDateTime, metadata

staff = Table(
    "staff",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("username", String(100), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),  # "!": none; nothing fits it
    Column("alias", String(100), nullable=False),
    Column("companies", JSON),
    Column("role", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("password_due", Boolean, nullable=False, default=False),  # a one-time password: to be replaced
    Column("disabled_at", UtcDateTime),
    Column("totp_enc", LargeBinary),  # the secret of the authenticator app; it counts from `totp_since` on
    Column("totp_since", UtcDateTime),
    Column(
        "totp_step", BigInteger
    ),  # of the last code that was taken: neither it nor an older one is taken again
    Column("oidc_issuer", String(255)),
    Column("oidc_subject", String(255)),
    UniqueConstraint("oidc_issuer", "oidc_subject"),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_mac", LargeBinary(32), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("staff_id", String(64), ForeignKey("staff.id"), nullable=False, index=True),
    Column("via", String(16), nullable=False),  # api, console
    Column("client", String(60), nullable=False),  # family of browser and system, as people know it
    Column("code_due", Boolean, nullable=False, default=False),  # the password was right, the code is awaited
    Column("created_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),  # however much it is used
)

staff_recovery = Table(
    "staff_recovery",
    metadata,
    Column("code_mac", LargeBinary(32), primary_key=True),
    Column("staff_id", String(64), ForeignKey("staff.id"), nullable=False, index=True),
)

staff_invitations = Table(
    "staff_invitations",
    metadata,
    Column("token_mac", LargeBinary(32), primary_key=True),
    Column("staff_id", String(64), ForeignKey("staff.id"), nullable=False, unique=True),
    Column("expires_at", UtcDateTime, nullable=False),
)


def totp_place(staff_id: str) -> str:
    """What the sealed secret of an authenticator app is bound to."""
    return f"staff.totp_enc:{staff_id}"
