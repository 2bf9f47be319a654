"""Each company's data only for its own staff: what belongs to another company does not exist (404)."""

from api.companies import Company
from api.context import Context
from api.problems import Problem
from desk.roles import StaffMember
from knowledge.vocabulary import CompanyId


def own_company(context: Context, staff: StaffMember, named: str) -> Company:
    """The company that a path or a form names, if this person works for it. Raises Problem 404, whether or not there
    is such a company."""
    company = context.companies.get(named)
    if company is None or not staff.works_for(company.id):
        raise not_there()
    return company


def own_companies(context: Context, staff: StaffMember) -> list[Company]:
    """The companies that this person works for, in the order of the installation."""
    found = (context.companies.get(one) for one in context.companies.ids if staff.works_for(one))
    return [company for company in found if company is not None]


def company_choices(context: Context, staff: StaffMember) -> list[tuple[str, str]]:
    """The same as pages offer them: (id, name)."""
    return [(one.id, one.name) for one in own_companies(context, staff)]


def shown_company(context: Context, staff: StaffMember, asked: str) -> Company | None:
    """What a page of one company shows: the company asked for, without one ("") the first; None for somebody who has
    none. Raises Problem 404 as `own_company` does."""
    if asked:
        return own_company(context, staff, asked)
    return next(iter(own_companies(context, staff)), None)


def check_own(staff: StaffMember, company_id: CompanyId) -> None:
    """For what was found by its own id (a receipt, a conversation): 404 unless this person works for its company."""
    if not staff.works_for(company_id):
        raise not_there()


def not_there() -> Problem:
    """What is answered for everything that this person does not get to see."""
    return Problem(404, "not_found", "There is no such page, or it is not your company's.")
