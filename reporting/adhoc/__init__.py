"""Ad hoc requests: from what the office picks and types to a form, indicators and a round."""

from reporting.adhoc.bank import Bank, BankQuestion
from reporting.adhoc.due import read_due
from reporting.adhoc.held import Holding, holdings
from reporting.adhoc.indicators import default_indicators
from reporting.adhoc.plan import plan_with
from reporting.adhoc.request import KINDS, Asked, Held, Request, Superior
from reporting.adhoc.sheets import FORM_ID, build_form, build_sheets

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
    "build_form",
    "build_sheets",
    "default_indicators",
    "holdings",
    "plan_with",
    "read_due",
]
