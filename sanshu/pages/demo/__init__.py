"""The guided tour of the demo; nothing of it answers unless SANSHU_DEMO=1."""
