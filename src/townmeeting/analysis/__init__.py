"""Analysis: what was asked, which passage answers it, what stays open. Pure stages, each a function of its input."""
