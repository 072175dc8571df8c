"""The steps that make the tables lie in `versions`; `python -m storage.migrations` drafts one."""
