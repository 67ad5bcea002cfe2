"""The pages that staff read: one file each, no network, readable on a phone and on paper."""

from evals.report.page import write_gaps, write_report

__all__ = ["write_gaps", "write_report"]
