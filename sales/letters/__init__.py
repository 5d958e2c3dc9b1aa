"""What is sent to customers by e-mail."""
