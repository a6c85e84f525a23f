"""Mail, mailboxes, and pages saved in the form of mail."""
