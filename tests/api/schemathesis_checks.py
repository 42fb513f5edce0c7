"""What schemathesis is to hold us to beside its own checks."""

import json

import schemathesis
from schemathesis import Case, CheckContext, Response


@schemathesis.check
def shape_is_enough(_: CheckContext, response: Response, case: Case) -> None:
    """What the description allows may be refused for what it means, never for its shape."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code != 422:
        return
    code = json.loads(response.content)["code"]
    assert code != "request", f"{response.content!r}: the description allows it"
