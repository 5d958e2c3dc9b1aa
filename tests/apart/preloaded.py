"""What every process has imported before it is forked."""

import django

django.setup()
