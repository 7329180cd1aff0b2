"""Pages: asking and following for anybody, the desk for offices, briefs for villages."""
