"""Triggers in migrations."""

from __future__ import annotations

from django.db.migrations.state import ProjectState
from pgtrigger import migrations


class AddTrigger(migrations.AddTrigger):
    """Create a trigger, and leave the models of the migration's state as they stand.

    The usual operation renders the model and all that it is related to once more. A tenant is
    related to nearly everything, so a hundred triggers would double the time to make a database.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]
