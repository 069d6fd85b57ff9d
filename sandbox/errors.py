"""What Discord answers when it refuses: a status, a code and a nested account of what is wrong.

https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

from sandbox.models import Json


class ApiError(Exception):
    """A refusal, to be answered as Discord's JSON."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} (error code: {code}): {message}")
        self.status = status
        self.body: Json = {"message": message, "code": code}
        self.headers: dict[str, str] = {}
        if errors:
            self.body["errors"] = errors


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def not_built(what: str) -> ApiError:
    """For what Discord can do and the sandbox cannot: never a silent fake."""
    return ApiError(501, 0, f"The sandbox does not implement {what}")


def unknown_channel() -> ApiError:
    return ApiError(404, 10003, "Unknown Channel")


def unknown_guild() -> ApiError:
    return ApiError(404, 10004, "Unknown Guild")


def unknown_member() -> ApiError:
    return ApiError(404, 10007, "Unknown Member")


def unknown_message() -> ApiError:
    return ApiError(404, 10008, "Unknown Message")


def unknown_webhook() -> ApiError:
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> ApiError:
    return ApiError(404, 10062, "Unknown interaction")


def unknown_command() -> ApiError:
    return ApiError(404, 10063, "Unknown application command")


def unknown_tag() -> ApiError:
    return ApiError(404, 10087, "Unknown tag")


def other_application() -> ApiError:
    return ApiError(403, 20012, "You are not authorized to perform this action on this application")


def channel_write_limit() -> ApiError:
    words = "The write action you are performing on the channel has hit the write rate limit."
    return ApiError(429, 20028, words)


def too_many_old_edits() -> ApiError:
    words = "Maximum number of edits to messages older than 1 hour reached. Try again later."
    return ApiError(429, 30046, words)


def too_many_pins(most: int) -> ApiError:
    return ApiError(400, 30003, f"Maximum number of pinned messages reached ({most})")


def too_many_attachments(most: int) -> ApiError:
    words = f"Maximum number of attachments in a message reached ({most})"
    return ApiError(400, 30015, words)


def too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")


def already_crossposted() -> ApiError:
    return ApiError(400, 40033, "This message has already been crossposted.")


def same_tag_names() -> ApiError:
    return ApiError(400, 40061, "Tag names must be unique")


def moderated_tags_only() -> ApiError:
    words = "There are no tags available that can be set by non-moderators"
    return ApiError(400, 40066, words)


def already_acknowledged() -> ApiError:
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def tag_required() -> ApiError:
    return ApiError(400, 40067, "A tag is required to create a forum post in this channel")


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def other_author() -> ApiError:
    return ApiError(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> ApiError:
    return ApiError(400, 50006, "Cannot send an empty message")


def no_text_channel() -> ApiError:
    return ApiError(400, 50008, "Cannot send messages in a non-text channel")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def system_message() -> ApiError:
    return ApiError(403, 50021, "Cannot execute action on a system message")


def wrong_channel_type() -> ApiError:
    return ApiError(400, 50024, "Cannot execute action on this channel type")


def invalid_webhook_token() -> ApiError:
    return ApiError(401, 50027, "Invalid Webhook Token")


def invalid_form(errors: Json | None = None) -> ApiError:
    return ApiError(400, 50035, "Invalid Form Body", errors)


def thread_archived() -> ApiError:
    return ApiError(400, 50083, "Thread is archived")


def invalid_json() -> ApiError:
    return ApiError(400, 50109, "The request body contains invalid JSON.")


def has_thread_already() -> ApiError:
    return ApiError(400, 160004, "A thread has already been created for this message")


def thread_locked() -> ApiError:
    return ApiError(400, 160005, "Thread is locked")
