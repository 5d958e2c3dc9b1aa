from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from pgmq.install import get_embedded_install_sql


def install_pgmq(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tables and functions of the message queue, which needs no server extension."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('pgmq') IS NULL")
        # The script cannot run twice, and a server may already have PGMQ as an extension.
        if cursor.fetchone()[0]:
            cursor.execute(get_embedded_install_sql())


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(install_pgmq, migrations.RunPython.noop)]
