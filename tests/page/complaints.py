"""What a browser complains of while a page runs in it."""

from playwright.async_api import BrowserContext, ConsoleMessage, Request, Response, WebError


def listen(context: BrowserContext, complaints: list[str]) -> None:
    """Writes down each error, in the console or not caught, and each request that failed.

    A breach of the content security policy is an error in Chromium's console.
    """

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text} ({message.location['url']})")

    def not_caught(error: WebError) -> None:
        complaints.append(f"not caught: {error.error}")

    def failed(request: Request) -> None:
        # What is aborted was on its way when the page was left.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"failed: {request.method} {request.url}: {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            complaints.append(f"answered: {response.status} {response.url}")

    context.on("console", said)
    context.on("weberror", not_caught)
    context.on("requestfailed", failed)
    context.on("response", answered)


async def heard(context: BrowserContext) -> None:
    """Returns when all that the pages have complained of so far has been told."""
    for page in context.pages:
        await page.evaluate("0")
