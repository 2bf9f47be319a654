"""What can go wrong with the keys."""

from desk.errors import DeskError


class KeyProblem(DeskError):
    """The encryption key is missing, malformed or unsafe: the desk does not start."""

    code = "key_problem"
    kind = "invalid"


class CompanyEnded(DeskError):
    """The company's contract has ended and its key is destroyed: nothing can be kept for it any more."""

    code = "company_ended"
    kind = "gone"
    message = "This company's desk has ended here."
