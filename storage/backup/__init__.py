"""Backups: made while the bot runs, checked before they count, restored onto an empty machine."""

from storage.backup.encryption import SUFFIX, make_key
from storage.backup.keeping import Archive, Keep, archives_in, superfluous
from storage.backup.making import Made, make_backup, thin_out
from storage.backup.problem import BackupProblem
from storage.backup.restoring import LostReceipt, lost_receipts, restore_backup

__all__ = [
    "SUFFIX",
    "Archive",
    "BackupProblem",
    "Keep",
    "LostReceipt",
    "Made",
    "archives_in",
    "lost_receipts",
    "make_backup",
    "make_key",
    "restore_backup",
    "superfluous",
    "thin_out",
]
