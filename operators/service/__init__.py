"""What passengers are told of the service as a whole: alerts, regions, days and hours."""
