// Keeps what one looks at in its place: at the end one stays at the end, elsewhere the topmost stays.

const NEAR = 80;

export class Viewport {
  /** Whether the newest is in view and is to stay so. */
  stuck = true;
  #anchor = null;
  #size = "";

  /** `scroller` scrolls, `list` is in it; `moved()` is told after a scroll. */
  constructor(scroller, list, moved) {
    this.scroller = scroller;
    this.list = list;
    scroller.addEventListener(
      "scroll",
      () => {
        this.#look();
        moved();
      },
      { passive: true },
    );
    // Pictures that arrive and a composer that grows move things, too.
    const watch = new ResizeObserver(() => this.settle());
    watch.observe(list);
    watch.observe(scroller);
  }

  get top() {
    return this.scroller.scrollTop;
  }

  /** Whether all there is fits in, so that nobody can scroll. */
  get short() {
    return this.scroller.scrollHeight <= this.scroller.clientHeight;
  }

  #look() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // What has grown or shrunk since moved the end away; nobody left it.
    const moved = this.stuck && this.#size !== this.#sizes;
    if (!moved) this.stuck = scrollHeight - scrollTop - clientHeight < NEAR;
    const edge = this.#edge;
    const node = [...this.list.children].find((one) => one.getBoundingClientRect().bottom > edge);
    this.#anchor = node && { node, offset: node.getBoundingClientRect().top - edge };
  }

  get #sizes() {
    return `${this.scroller.scrollHeight} ${this.scroller.clientHeight}`;
  }

  get #edge() {
    return this.scroller.getBoundingClientRect().top;
  }

  /** After a change: back to where one was. */
  settle() {
    if (this.stuck) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
      this.#size = this.#sizes;
    } else if (this.#anchor?.node.isConnected) {
      this.scroller.scrollTop +=
        this.#anchor.node.getBoundingClientRect().top - this.#edge - this.#anchor.offset;
    }
  }

  toEnd() {
    this.stuck = true;
    this.settle();
  }

  show(node) {
    this.stuck = false;
    node.scrollIntoView({ block: "center" });
    this.#look();
  }
}
