"""What this app announces once it is committed; each carries `message_id` only."""

MESSAGE_RECEIVED = "message_received"
MESSAGE_CHANGED = "message_changed"
MESSAGE_REPLIED = "message_replied"
MESSAGE_RATED = "message_rated"
