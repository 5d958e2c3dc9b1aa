"""What inspectors' devices need."""
