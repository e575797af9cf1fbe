"""The follow-up workbook: an Excel file that secretariat staff fill in and that `townmeeting review merge` reads."""

from townmeeting.reports.workbook.book import render_workbook
from townmeeting.reports.workbook.form import Form, load_form

__all__ = ["Form", "load_form", "render_workbook"]
