"""Word documents by docxtpl from templates the office edits in Word."""

from documents.word.render import WordDocuments

__all__ = ["WordDocuments"]
