"""The pages where travellers let an app into their accounts (RFC 6749 §4.1.1)."""
