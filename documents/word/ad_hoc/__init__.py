"""The consolidated document of an ad hoc request."""

from documents.word.ad_hoc.document import AdHocDocument

__all__ = ["AdHocDocument"]
