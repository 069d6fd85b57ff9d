"""What discord.py leaves running when a client is closed."""

import asyncio


async def events_ended() -> None:
    """Returns when the client's tasks for events have ended, which close() does not wait for.

    One that has not even begun when the loop ends would be a warning, in whatever test comes next.
    """
    tasks = [task for task in asyncio.all_tasks() if task.get_name().startswith("discord.py: ")]
    if tasks:
        await asyncio.wait(tasks, timeout=2)
