"""The schema, as an ordered list of steps. A released step is never edited; a new one goes into a module of its own.

The order of the imports is the order of the steps.
"""

# isort: off
from evidence_app.store.migrations import foundation as foundation
from evidence_app.store.migrations import desk as desk
from evidence_app.store.migrations import improvement as improvement
from evidence_app.store.migrations import keeping as keeping
from evidence_app.store.migrations import order as order
from evidence_app.store.migrations import teams as teams
from evidence_app.store.migrations import teamwork as teamwork
from evidence_app.store.migrations.steps import SCHEMA_MAJOR as SCHEMA_MAJOR
from evidence_app.store.migrations.steps import migrations as migrations
