"""What is wrong with a desk file."""


class FactsError(ValueError):
    """A desk fact does not rest on the policy. Raised while loading or checking, before anything is served.

    The message names company, key and quotation, in this order, so that whoever edits `desk.yml` or the
    policy text finds the place. It holds no customer data: both files are the operator's.
    """

    def __init__(self, company: str, key: str, problem: str, quotation: str | None = None) -> None:
        self.company = company
        self.key = key
        self.problem = problem
        self.quotation = quotation
        shown = f" 「{quotation}」" if quotation is not None else ""
        super().__init__(f"{company}: {key}: {problem}{shown}")
