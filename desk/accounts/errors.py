"""What can go wrong with an account. Texts for the staff's pages: `console.problem.<code>`."""

from desk.errors import DeskError


class PasswordUnfit(DeskError):
    """A new password is not strong enough. Raise one of the classes below."""

    code = "password_unfit"
    kind = "invalid"
    message = "This password cannot be used."


class PasswordShort(PasswordUnfit):
    """Fewer characters than are wanted."""

    code = "password_short"

    def __init__(self, least: int) -> None:
        self.least = least
        super().__init__(f"A password has at least {least} characters; any characters, also spaces.")


class PasswordLong(PasswordUnfit):
    """More characters than are read."""

    code = "password_long"

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"A password has at most {most} characters.")


class PasswordGuessable(PasswordUnfit):
    """On the list of common passwords, a pattern of the keyboard, a repetition, or made of the user name."""

    code = "password_guessable"
    message = (
        "This password is easy to guess: common words, repetitions, rows of keys and names are tried first."
    )


class PasswordSame(PasswordUnfit):
    """The new password is the old one."""

    code = "password_same"
    message = "This is the password that you have now."


class PasswordsDiffer(DeskError):
    """The password and its repetition are not the same."""

    code = "passwords_differ"
    kind = "invalid"
    message = "The two passwords differ."


class PasswordWrong(DeskError):
    """The present password, asked for again, is wrong."""

    code = "password_wrong"
    kind = "forbidden"
    message = "The present password is wrong."


class PasswordDue(DeskError):
    """The account has a one-time password: its owner sets one of his or her own in the staff's pages first."""

    code = "password_due"
    kind = "forbidden"
    message = "Set a password of your own first: log in at /staff/login."


class TotpRequired(DeskError):
    """The password is right; the account has an authenticator app, and its code is missing."""

    code = "totp_required"
    kind = "unauthorized"
    message = "This account has an authenticator app: send its code, or a recovery code, as `totp`."


class TotpWrong(DeskError):
    """The code is wrong, has been used, or is too old."""

    code = "totp_wrong"
    kind = "unauthorized"
    message = "The code is wrong, too old, or was used before. Wait for the next one."


class TotpDue(DeskError):
    """The role wants an authenticator app, and the account has none yet."""

    code = "totp_due"
    kind = "forbidden"
    message = "Your role needs an authenticator app: log in at /staff/login and set it up."


class TotpOn(DeskError):
    """There is an authenticator app already: it is taken off first."""

    code = "totp_on"
    kind = "conflict"
    message = "This account has an authenticator app already."


class TotpOff(DeskError):
    """No authenticator app is set up, or its set-up has not begun."""

    code = "totp_off"
    kind = "conflict"
    message = "This account has no authenticator app."


class TotpStays(DeskError):
    """The role wants an authenticator app: it can be replaced by an administrator only."""

    code = "totp_stays"
    kind = "conflict"
    message = "Your role needs an authenticator app, so it cannot be taken off."


class AccountUnknown(DeskError):
    """No such account, or none that this administrator looks after (the two are not told apart)."""

    code = "account_unknown"
    kind = "not_found"
    message = "There is no such member of staff."


class AccountInvalid(DeskError):
    """A user name, alias or company that cannot be. `field` says which."""

    code = "account_invalid"
    kind = "invalid"

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(f"{field}: {message}")


class AccountWithoutCompany(AccountInvalid):
    """An account serves one of the companies at least, or all."""

    code = "account_without_company"

    def __init__(self) -> None:
        super().__init__("companies", "one at least, of those listed")


class CompaniesTooMany(DeskError):
    """An administrator of some companies gives rights for those only."""

    code = "companies_too_many"
    kind = "forbidden"
    message = "You can give rights for companies that you work for yourself, and for no others."


class LastAdmin(DeskError):
    """Nobody would be left who looks after these accounts."""

    code = "last_admin"
    kind = "conflict"
    message = "This is the last administrator here: somebody else has to be one first."


class InvitationInvalid(DeskError):
    """The invitation is unknown, used or past its time."""

    code = "invitation_invalid"
    kind = "gone"
    message = "This invitation has been used or has expired. Ask your administrator for a new one."


class ElsewhereRefused(DeskError):
    """The OpenID provider's answer does not let anybody in. `why` is a word for the log: it names no person."""

    code = "oidc_refused"
    kind = "unauthorized"
    message = "The log-in with your company's account did not succeed. Try again, or ask your administrator."

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__()


class ElsewhereUnknown(DeskError):
    """The OpenID provider knows the person, and there is no account here."""

    code = "oidc_unknown"
    kind = "forbidden"
    message = "There is no account here for you. Ask your administrator to add one."


class ElsewhereNoRole(DeskError):
    """The person has an account here, and the groups that the OpenID provider names give no role (any more)."""

    code = "oidc_no_role"
    kind = "forbidden"
    message = "Your company's account gives you no role here. Ask your administrator about its groups."


class StaffExists(DeskError):
    """A member of staff with this user name exists."""

    code = "staff_exists"
    kind = "conflict"
    message = "A member of staff with this user name exists."


class LoginFailed(DeskError):
    """Unknown user or wrong password (not told apart)."""

    code = "login_failed"
    kind = "unauthorized"
    message = "User name or password is wrong."


class SessionInvalid(DeskError):
    """The staff token is unknown or has expired."""

    code = "session_invalid"
    kind = "unauthorized"
    message = "Log in again."
