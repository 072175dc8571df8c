"""Ad hoc requests: from what the office picks and types to a form, indicators and a round."""

from reporting.adhoc.bank import Bank, BankQuestion
from reporting.adhoc.checking import checked_form
from reporting.adhoc.due import read_due
from reporting.adhoc.held import Holding, holdings
from reporting.adhoc.indicators import choice_labels, default_indicators
from reporting.adhoc.letter import about, day_of, with_citation
from reporting.adhoc.plan import plan_with
from reporting.adhoc.request import KINDS, Asked, Held, Request, Superior
from reporting.adhoc.sheets import FORM_ID, build_form, build_sheets, names_of

__all__ = [
    "FORM_ID",
    "KINDS",
    "Asked",
    "Bank",
    "BankQuestion",
    "Held",
    "Holding",
    "Request",
    "Superior",
    "about",
    "build_form",
    "build_sheets",
    "checked_form",
    "choice_labels",
    "day_of",
    "default_indicators",
    "holdings",
    "names_of",
    "plan_with",
    "read_due",
    "with_citation",
]
