"""Sends the mails that `desk.jobs.mails` has queued, by SMTP.

A mail always has the same Message-ID, made from its id: where a crash hides whether the server took it, it is sent
again, and who gets both can tell that they are one.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime
from typing import Any

from sqlalchemy import select, update

from desk.jobs.later import Job, Permanent
from desk.jobs.mailtexts import text_of
from desk.settings import DeskSettings
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.vaulting.vault import Vault

TIMEOUT = 30.0
"""Seconds to wait for the mail server."""


@dataclass(frozen=True, slots=True)
class _Letter:
    to: str
    message: EmailMessage


class Postman:
    """The work of a job of kind "mail"."""

    def __init__(self, context: Context, settings: DeskSettings) -> None:
        self._context, self._settings, self._vault = context, settings, Vault(context)

    def send(self, job: Job) -> None:
        """Send it, if it is still wanted. Raises Permanent where the server refuses it for good."""
        letter = self._letter(job.payload["mail"])
        if letter is None:
            return
        try:
            with self._server() as server:
                server.send_message(letter.message, self._settings.mail_from, [letter.to])
        except smtplib.SMTPAuthenticationError as error:
            # Ours to mend (a wrong or expired password), not this mail's: it goes out once that is done.
            raise OSError(f"mail server refused our login ({error.smtp_code})") from None
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise self._refused(codes[0] if codes else 550) from None
        except smtplib.SMTPResponseException as error:
            raise self._refused(error.smtp_code) from None
        except smtplib.SMTPNotSupportedError:
            raise Permanent("the mail server cannot take this address") from None

    def sent(self, tx: Tx, job: Job) -> None:
        """Record that it is on its way."""
        self._record(tx, job, state="sent", failure=None)

    def failed(self, tx: Tx, job: Job, failure: str) -> None:
        """Record that it will not go."""
        self._record(tx, job, state="failed", failure=failure[:100])

    def _record(self, tx: Tx, job: Job, **values: Any) -> None:
        mail_id = job.payload["mail"]
        tx.conn.execute(update(t.mails).where(t.mails.c.id == mail_id).values(done_at=tx.now, **values))

    def _refused(self, code: int) -> Exception:
        """5xx will not change by itself; anything else may. Neither tells the address."""
        if 500 <= code < 600:
            return Permanent(f"refused by the mail server ({code})")
        return OSError(f"mail server said {code}")

    def _server(self) -> smtplib.SMTP:
        """Connected, encrypted as the settings want it, logged in.

        A certificate that does not fit (unknown authority, another name) and a server that offers no encryption are
        OSErrors: nothing was said to it, and the mail waits until somebody has mended the settings."""
        given = self._settings
        where = (given.smtp_host, given.smtp_port)
        if given.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=TIMEOUT, context=self._trust())
        else:
            server = smtplib.SMTP(*where, timeout=TIMEOUT)
        try:
            if given.smtp_security == "starttls":
                self._encrypt(server)
            if given.smtp_username and given.smtp_password is not None:
                server.login(given.smtp_username, given.smtp_password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server

    def _encrypt(self, server: smtplib.SMTP) -> None:
        """STARTTLS, or nothing: a stripped offer must not make us speak in the clear."""
        try:
            server.starttls(context=self._trust())
        except smtplib.SMTPNotSupportedError:
            raise OSError("the mail server offers no STARTTLS") from None

    def _trust(self) -> ssl.SSLContext:
        """Whose certificates count: the system's authorities, or those of `smtp_ca_file` in their place."""
        authorities = self._settings.smtp_ca_file
        return ssl.create_default_context(cafile=str(authorities) if authorities is not None else None)

    # ------------------------------------------------------------ the letter

    def _letter(self, mail_id: str) -> _Letter | None:
        """The mail as it goes out; None where it was sent, or the customer's data is gone meanwhile."""
        query = (
            select(t.mails, t.requests)
            .join(t.requests, t.requests.c.receipt == t.mails.c.receipt)
            .where(t.mails.c.id == mail_id, t.mails.c.state == "queued")
        )
        with self._context.db.write() as tx:
            row = tx.conn.execute(query).one_or_none()
            if row is None:
                return None
            about = f"{row.template}:{row.id}"
            address = self._vault.read(tx, row.receipt, "desk", "mail", ["email"], about).get("email")
            if not address:
                return None
            return _Letter(address, self._message(row, address, text_of(tx.conn, row, self._context.render)))

    def _message(self, row: Any, to: str, text: str) -> EmailMessage:
        company = self._context.rulebook.name(row.company)
        params = {"company": company, "receipt": row.receipt}
        locale, render = row.locale, self._context.render
        message = EmailMessage(policy=SMTPUTF8)
        message["From"] = Address(company, addr_spec=self._settings.mail_from)
        message["To"] = to
        message["Subject"] = render(f"mail.subject.{row.template}", locale, params)
        message["Date"] = format_datetime(row.created_at)
        message["Message-ID"] = f"<{row.id}@{self._settings.mail_from.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: an out-of-office answer must not come back
        where: dict[str, Any] = {"key": "mail.where_chat"}
        if self._settings.public_url is not None:
            # The page asks for receipt and code itself: nothing of them stands in the address.
            page = f"{self._settings.public_url}/requests?lang={locale}"
            where = {"key": "mail.where_page", "params": {"url": page}}
        message.set_content(render("mail.body", locale, {**params, "text": text, "where": where}))
        return message
