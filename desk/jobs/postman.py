"""Sends the mails that `desk.jobs.mails` has queued, by SMTP.

A mail always has the same Message-ID, made from its id: where a crash hides whether the server took it, it is sent
again, and who gets both can tell that they are one.
"""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime
from typing import Any

from sqlalchemy import select

from desk.jobs import mails
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
    in_doubt: bool
    """Whether an attempt before this one ended without a word: it may have gone already."""


class Postman:
    """The work of a job of kind "mail"."""

    def __init__(self, context: Context, settings: DeskSettings) -> None:
        self._context, self._settings, self._vault = context, settings, Vault(context)

    def send(self, job: Job) -> None:
        """Send it, if it is still wanted. Raises Permanent where the server refuses it for good, OSError where it is
        worth another attempt."""
        mail_id = job.payload["mail"]
        letter = self._claimed(mail_id)
        if letter is None:
            return
        refusal = self._refusal_of(letter)
        if refusal is not None and (letter.in_doubt or self._given_back(mail_id)):
            raise refusal

    def sent(self, tx: Tx, job: Job) -> None:
        """Record that it is on its way."""
        mails.settle(self._context, tx, job.payload["mail"])

    def failed(self, tx: Tx, job: Job, failure: str) -> None:
        """Record that it will not go."""
        mails.settle(self._context, tx, job.payload["mail"], failure[:100])

    def _refusal_of(self, letter: _Letter) -> Exception | None:
        """Hand it to the server. None: the server has it; else why it surely has not. Raises OSError where the line
        broke in between: nobody knows."""
        try:
            server = self._server()
        except smtplib.SMTPAuthenticationError as error:
            # Ours to mend (a wrong or expired password), not this mail's: it goes out once that is done.
            return OSError(f"mail server refused our login ({error.smtp_code})")
        except smtplib.SMTPResponseException as error:
            return self._refused(error.smtp_code)
        except OSError as error:
            return error
        try:
            server.send_message(letter.message, self._settings.mail_from, [letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            return self._refused(codes[0] if codes else 550)
        except smtplib.SMTPResponseException as error:
            return self._refused(error.smtp_code)
        except smtplib.SMTPNotSupportedError:
            return Permanent("the mail server cannot take this address")
        finally:
            # What it says to our good-bye changes nothing about the mail.
            with suppress(OSError):
                server.quit()
            server.close()
        return None

    def _given_back(self, mail_id: str) -> bool:
        """The server has not got it: it waits again. False where it was taken back meanwhile: then it ends here."""
        with self._context.db.write() as tx:
            row = mails.row_of(tx, mail_id)
            if row is None:
                return False
            if row.state == "recalled":
                mails.mark(tx, mail_id, "failed", mails.TAKEN_BACK)
                return False
            mails.mark(tx, mail_id, "queued")
            return True

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

    def _claimed(self, mail_id: str) -> _Letter | None:
        """The mail as it goes out, from now on `sending`: who takes back what it says knows that it may not be stopped.
        None where it was sent or stopped, or the customer's data is gone meanwhile.

        One that is `sending` already was under way when its process or its line broke: it is sent again. If it was
        recalled, it is not: it may have gone, and the customer is told of the mistake."""
        with self._context.db.write() as tx:
            mail = mails.row_of(tx, mail_id)
            if mail is None or mail.state in ("sent", "failed"):
                return None
            if mail.state == "recalled":
                mails.settle(self._context, tx, mail_id, mails.TAKEN_BACK)
                return None
            query = select(t.mails, t.requests).join(t.requests, t.requests.c.receipt == t.mails.c.receipt)
            row = tx.conn.execute(query.where(t.mails.c.id == mail_id)).one()
            about = f"{row.template}:{row.id}"
            address = self._vault.read(tx, row.receipt, "desk", "mail", ["email"], about).get("email")
            if not address:
                mails.mark(tx, mail_id, "failed", "no address any more")
                return None
            closed = self._context.rulebook.closed(row.company)
            text = text_of(tx.conn, row, self._context.render, closed=closed)
            message = self._message(row, address, text)
            mails.mark(tx, mail_id, "sending")
            return _Letter(address, message, in_doubt=mail.state == "sending")

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
