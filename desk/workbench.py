"""The services of the staff's pages on requests and figures, put together. None of them opens the vault by itself:
the customer's data is shown field by field, for a reason (`desk.requests.casefile`)."""

from dataclasses import dataclass

from desk.reports.insights import Insights
from desk.requests.assigning import Assigning
from desk.requests.board import Board
from desk.requests.bulk import Bulk
from desk.requests.casefile import CaseFiles
from desk.requests.casework import Casework
from desk.requests.comparing import Comparing
from desk.requests.correcting import Correcting
from desk.requests.csvexport import CsvExport
from desk.requests.reopening import Reopening
from desk.requests.requests import Requests
from desk.storage.store import Context
from desk.upkeep.keeping import Keepings


@dataclass(frozen=True, slots=True)
class Workbench:
    """`requests` and `casework` are those of the API, whose records come without the customer's data."""

    board: Board
    casefiles: CaseFiles
    requests: Requests
    casework: Casework
    comparing: Comparing
    correcting: Correcting
    reopening: Reopening
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
            comparing=Comparing(context),
            correcting=Correcting(context, customer=False),
            reopening=Reopening(context, customer=False),
            assigning=assigning,
            bulk=Bulk(casework, requests, assigning),
            csv=CsvExport(context, board),
            insights=Insights(context, kept),
        )
