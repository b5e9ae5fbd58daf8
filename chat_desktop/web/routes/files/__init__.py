"""The routes of files: uploads, attachments and downloads."""
