"""The shapes of what customers ask and say on their status page, as staff gets them (docs/http.md)."""

from datetime import date, datetime

from api.schemas import Shape
from desk.life import AskedFor, RequestStatus
from desk.requests.paper_questions import Answer
from desk.requests.receipts import Receipt
from knowledge.vocabulary import CompanyId


class OpenQuestionOut(Shape):
    """A question about papers that nobody has answered; `answer_by` is the business day by which it should be."""

    receipt: Receipt
    company: CompanyId
    request_type: AskedFor
    status: RequestStatus
    asked_at: datetime
    answer_by: date


class PaperQuestionOut(Shape):
    """What the customer asked about the papers of a request, and what was answered."""

    id: str
    asked_at: datetime
    answer: Answer | None
    text: str | None
    answered_at: datetime | None
    answered_by: str | None


class SatisfactionOut(Shape):
    """How customers found the desk: the average, how many gave each number of stars, how many requests ended."""

    company: CompanyId
    mean: float | None
    answers: int
    counts: dict[str, int]
    finished: int
