"""一問一答: what was asked beside what was replied, for publication. No scores, no statuses, no reasons."""

from townmeeting.reports.question_answer.document import headline, render_document
from townmeeting.reports.question_answer.pairs import Asked, Pair, Reply, asked_of

__all__ = ["Asked", "Pair", "Reply", "asked_of", "headline", "render_document"]
