// Keys that work anywhere on the page, and the links that skip to its parts.

/** A letter typed nowhere goes into the message box; Alt with an arrow changes the channel. */
export function listenToKeys(page) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || !page.store.you) return;
    if (event.altKey) stepBy({ ArrowUp: -1, ArrowDown: 1 }[event.key], event, page);
    else if (typedNowhere(event)) page.focusComposer();
  });
  const [toMessages, toComposer] = document.querySelectorAll(".skip");
  leads(toMessages, page.focusLog);
  leads(toComposer, page.focusComposer);
}

function stepBy(by, event, page) {
  if (!by || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  page.step(by);
}

function typedNowhere(event) {
  const nowhere = event.target === document.body || event.target.matches("article, .log");
  return (
    nowhere &&
    event.key.length === 1 &&
    event.key !== " " &&
    !document.querySelector("dialog[open]")
  );
}

/** The address is the channel's: a skip link must not change it. */
function leads(link, act) {
  link.onclick = (event) => {
    event.preventDefault();
    act();
  };
}
