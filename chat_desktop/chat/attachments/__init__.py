"""Files that people send: uploads, attachments of messages, who may read them, and limits."""
