"""The report page of some runs: one file, no network, readable on a phone and on paper."""

from evals.report.page import write_report

__all__ = ["write_report"]
