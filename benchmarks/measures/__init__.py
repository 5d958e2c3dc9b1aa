"""What is measured, one module for each sub-command."""
