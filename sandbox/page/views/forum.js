// A forum: its posts as cards, the liveliest first, and a form for a new one.

import { el, renew } from "../dom.js";
import { isArchived, isNewer } from "../discord.js";
import { icon } from "../icons.js";
import { route } from "../mentions.js";
import { face, gist, nameOf, tagName, tags } from "../messages/parts.js";
import { formDialog, textField } from "../modals.js";
import { ago, stamp } from "../time.js";

const MOST_TAGS = 5;
const TAG_REQUIRED = 1 << 4;

export class Forum {
  #page;
  #list = el("div", { class: "posts" });
  #new;

  constructor(page) {
    this.#page = page;
    this.#new = el(
      "button",
      { class: "button primary", type: "button", onclick: () => this.#write() },
      icon("plus"),
      "New post",
    );
    this.node = el(
      "section",
      { class: "forum", "aria-label": "Posts" },
      el("div", { class: "forum-bar" }, this.#new),
      this.#list,
    );
  }

  render() {
    const { store } = this.#page;
    const forum = store.channels.get(store.here);
    if (!document.hidden) store.seePosts(forum.id);
    this.#new.hidden = !forum.may.send;
    const posts = store
      .threads(forum.id)
      .sort(
        (a, b) =>
          isArchived(a) - isArchived(b) || (isNewer(last(a, store), last(b, store)) ? -1 : 1),
      );
    const none = el(
      "p",
      { class: "panel-none", key: "none" },
      "No posts yet. Be the first to write one.",
    );
    renew(this.#list, posts.length ? posts.map((one) => this.#card(one, forum)) : [none]);
  }

  #card(post, forum) {
    const { store } = this.#page;
    const { messages, more } = store.log(post.id);
    const first = more ? messages.find((one) => one.id === post.id) : messages[0];
    const author = store.people.get(post.owner_id);
    const lastAt = messages.length ? new Date(messages.at(-1).timestamp) : null;
    const count = post.message_count ?? 0;
    const fresh = store.unread(post.id).messages.length > 0;
    return el(
      "a",
      { class: fresh ? "post unread" : "post", href: route(store, post), key: post.id },
      tags(post, forum),
      el("h3", {}, post.name, isArchived(post) && el("span", { class: "badge quiet" }, "Closed")),
      el(
        "p",
        { class: "post-gist" },
        author && [
          face(author, "tiny"),
          el("span", { class: "post-author" }, `${nameOf(this.#page, author)}: `),
        ],
        first ? gist(first, this.#page, 240) : "",
      ),
      el(
        "div",
        { class: "dim post-foot" },
        icon("forum"),
        count === 1 ? "1 message" : `${count} messages`,
        lastAt && [" · ", stamp(lastAt, ago(lastAt), { "data-relative": "" })],
      ),
    );
  }

  #write() {
    const { store } = this.#page;
    const forum = store.channels.get(store.here);
    const title = textField({ custom_id: "name", label: "Title", max_length: 100 });
    const content = textField({
      custom_id: "content",
      label: "Message",
      max_length: 2000,
      style: 2,
    });
    const tags = tagField(forum);
    formDialog("New post", [title, content, ...(tags ? [tags] : [])], "Post", async () => {
      const said = {
        name: title.value(),
        content: content.value(),
        tags: tags ? tags.value() : [],
      };
      const { thread } = await this.#page.ask("post", { channel: forum.id, ...said });
      this.#page.goWhenThere(thread);
    });
  }
}

function last(post, store) {
  return store.log(post.id).messages.at(-1)?.id ?? post.id;
}

function tagField(forum) {
  const tags = forum.available_tags ?? [];
  if (!tags.length) return null;
  const required = Boolean(forum.flags & TAG_REQUIRED);
  const boxes = tags.map((tag) => el("input", { type: "checkbox", value: tag.id }));
  const problem = el("p", { class: "problem" });
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const check = () => {
    const count = chosen().length;
    problem.textContent =
      required && !count
        ? "Choose a tag at least."
        : count > MOST_TAGS
          ? `${MOST_TAGS} tags at most, please.`
          : "";
    return !problem.textContent;
  };
  const labels = tags.map((tag, index) =>
    el("label", { class: "tag tag-choice" }, boxes[index], tagName(tag)),
  );
  const node = el(
    "fieldset",
    { class: "form-field", onchange: check },
    el("legend", {}, "Tags"),
    el("div", { class: "tags" }, labels),
    problem,
  );
  return { node, check, value: chosen, focus: () => boxes[0].focus() };
}
