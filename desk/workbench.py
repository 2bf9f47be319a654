"""The services of the staff's pages on requests and figures, put together. None of them opens the vault by itself:
the customer's data is shown field by field, for a reason (`desk.casefile`)."""

from dataclasses import dataclass

from desk.assigning import Assigning
from desk.board import Board
from desk.bulk import Bulk
from desk.casefile import CaseFiles
from desk.casework import Casework
from desk.csvexport import CsvExport
from desk.insights import Insights
from desk.keeping import Keepings
from desk.requests import Requests
from desk.storage.store import Context


@dataclass(frozen=True, slots=True)
class Workbench:
    """`requests` and `casework` are those of the API, whose records come without the customer's data."""

    board: Board
    casefiles: CaseFiles
    requests: Requests
    casework: Casework
    assigning: Assigning
    bulk: Bulk
    csv: CsvExport
    insights: Insights

    @classmethod
    def of(cls, context: Context, kept: Keepings) -> "Workbench":
        """On this desk, whose data is kept for these times."""
        requests, casework = Requests(context, customer=False), Casework(context, customer=False)
        assigning, board = Assigning(context), Board(context)
        return cls(
            board=board,
            casefiles=CaseFiles(context),
            requests=requests,
            casework=casework,
            assigning=assigning,
            bulk=Bulk(casework, requests, assigning),
            csv=CsvExport(context, board),
            insights=Insights(context, kept),
        )
