"""What operators of the service watch: requests, tasks, the database and the business."""
