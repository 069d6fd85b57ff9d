"""JSON Schemas made strict, and their complaints made readable."""

from typing import Any

from jsonschema_rs import ValidationError, ValidationErrorKind


def closed(node: Any) -> Any:
    """The same schemas, in which objects have no other fields than those that are named.

    Those that several make together stay open, since none of them knows the others' fields.
    """
    return _closed(node, _shared(node))


def _closed(node: Any, shared: set[str], name: str = "") -> Any:
    if isinstance(node, list):
        return [_closed(each, shared) for each in node]
    if not isinstance(node, dict):
        return node
    made = {
        key: value if key == "allOf" else _closed(value, shared, key) for key, value in node.items()
    }
    if _has_fields(node) and name not in shared:
        made.setdefault("additionalProperties", False)
    return made


def _has_fields(node: dict[str, Any]) -> bool:
    return "properties" in node and "object" in node.get("type", ()) and "allOf" not in node


def _shared(node: Any) -> set[str]:
    """The names of the schemas that stand in an allOf."""
    if isinstance(node, list):
        return {name for each in node for name in _shared(each)}
    if not isinstance(node, dict):
        return set()
    here = node.get("allOf", ())
    names = {each["$ref"].rpartition("/")[2] for each in here if "$ref" in each}
    return names | {name for each in node.values() for name in _shared(each)}


def deepest(error: ValidationError) -> ValidationError:
    """Why none of several schemas fits, by the one that came nearest to it."""
    kind = error.kind
    if not isinstance(kind, ValidationErrorKind.OneOfNotValid | ValidationErrorKind.AnyOf):
        return error
    found = [min(map(deepest, branch), key=_nearness) for branch in kind.context if branch]
    return max(found, key=_nearness, default=error)


def _nearness(error: ValidationError) -> tuple[int, bool]:
    # What is of another type was meant for another schema.
    of_another_type = isinstance(
        error.kind,
        ValidationErrorKind.Constant | ValidationErrorKind.Enum | ValidationErrorKind.Type,
    )
    return len(error.instance_path), not of_another_type
