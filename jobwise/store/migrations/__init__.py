"""The history of the schema; applied by `store.schema.migrate`."""
