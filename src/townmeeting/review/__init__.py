"""What people decided: read out of their workbooks, merged, kept in decisions.json, applied to an analysis."""
