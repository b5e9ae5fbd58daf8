/**
 * Keeps the reader's position in a scroll container whose content changes above, below and inside. The browser's own
 * scroll anchoring is off (WebKit has none, and two of them conflict): the first visible row is remembered after each
 * scroll, and put back after each change of size. A reader at the end stays at the end.
 */

/** Within this distance of the end a reader counts as being there, pixels. */
const END_PX = 80;

/** How long after scrolling a sticky day line is shown, milliseconds. */
const GLANCE_MS = 1_200;

/** A row, and how far below the top of the container it begins, or ends. @typedef {{key: string, at: number, edge: "top" | "bottom"}} Anchor */

/** @param {HTMLElement} row @param {number} at @param {"top" | "bottom"} [edge] @returns {Anchor} */
const anchorAt = (row, at, edge = "top") => ({ key: /** @type {string} */ (row.dataset.key), at, edge });

/** The reader's position in one scroll container. */
export class ScrollPosition {
  /** @param {HTMLElement} scroller @param {HTMLElement} column @param {() => void} moved called when `atEnd` may differ */
  constructor(scroller, column, moved) {
    this.scroller = scroller;
    this.column = column;
    this.moved = moved;
    this.atEnd = true;
    /** @type {Anchor | null} */
    this.anchor = null;
    this.height = 0;
    /** Where the reader was, and how high the content was, at the last look. */
    this.top = this.whole = 0;
    /** The scroll position that this class has set last, to tell it from one that the reader has set. */
    this.own = -1;
    /** Whether a row has been told to grow or shrink, and the new height has not been looked at yet. */
    this.isHeld = false;
    this.timer = 0;
    this.observer = new ResizeObserver(() => this.settle());
    this.observer.observe(column);
    this.observer.observe(scroller);
    this.onScroll = () => this.scrolled();
    this.onHold = (/** @type {Event} */ event) => this.hold(/** @type {CustomEvent} */ (event));
    scroller.addEventListener("scroll", this.onScroll, { passive: true });
    scroller.addEventListener("hold", this.onHold);
  }

  /** From now on nothing is told: what was asked for in the room before may still move it. */
  release() {
    this.moved = () => {};
    clearTimeout(this.timer);
    this.observer.disconnect();
    this.scroller.removeEventListener("scroll", this.onScroll);
    this.scroller.removeEventListener("hold", this.onHold);
  }

  /** Shows a sticky day line while the reader scrolls, and hides it afterwards, so that it covers no row. */
  glance() {
    this.scroller.dataset.scrolling = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.scroller.dataset.scrolling = "over"), GLANCE_MS);
  }

  /** Finds the day line that lies over other rows instead of above its own. */
  markStuck() {
    for (const line of this.column.getElementsByClassName("day")) {
      const isStuck = this.offset(line) < 8 && this.offset(/** @type {Element} */ (line.parentElement)) < -8;
      if (isStuck !== line.hasAttribute("data-stuck")) line.toggleAttribute("data-stuck", isStuck);
    }
  }

  scrolled() {
    if (this.scroller.scrollTop !== this.own) this.glance();
    // A change of height that no observer has reported yet would be taken for the reader's own scrolling.
    if (this.column.offsetHeight !== this.height) return this.settle();
    this.note();
    this.moved();
  }

  /** Puts the reader back after a change of the content. */
  settle() {
    this.takeUnreported();
    if (this.atEnd) this.moveTo(this.scroller.scrollHeight);
    else this.restore(this.anchor);
    this.note();
    this.moved();
  }

  /** Takes up what the reader has scrolled since the last look, because the browser reports it later than a change of the content. */
  takeUnreported() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const moved = scrollTop - this.top;
    // Content that has become shorter moves the reader too.
    if (moved === 0 || (moved < 0 && scrollTop >= scrollHeight - clientHeight - 1)) return;
    // Inside a row that has just been opened, the height before says nothing of where the end is.
    this.atEnd = !this.isHeld && this.whole - scrollTop - clientHeight <= END_PX;
    if (this.anchor) this.anchor = { ...this.anchor, at: this.anchor.at - moved };
  }

  /** @param {number} top */
  moveTo(top) {
    this.scroller.scrollTop = top;
    this.own = this.top = this.scroller.scrollTop;
  }

  /** @param {Anchor | null} anchor @returns {boolean} whether its row is there */
  restore(anchor) {
    const row = anchor && this.row(anchor.key);
    if (!row || !anchor) return false;
    this.moveTo(this.scroller.scrollTop + this.edge(row, anchor.edge) - anchor.at);
    return true;
  }

  /** Prepares for a row that will grow or shrink: one edge of it stays where it is, even for a reader at the end. @param {CustomEvent} event */
  hold({ target, detail: edge }) {
    const row = /** @type {HTMLElement} */ (/** @type {Element} */ (target).closest(".message"));
    this.atEnd = false;
    this.isHeld = true;
    this.top = this.scroller.scrollTop;
    this.anchor = anchorAt(row, this.edge(row, edge), edge);
  }

  toEnd() {
    this.atEnd = true;
    this.top = this.scroller.scrollTop;
    this.settle();
  }

  /** Brings a row to `share` of the container's height and keeps it there. @param {HTMLElement} row @param {number} share */
  show(row, share) {
    this.moveTo(this.scroller.scrollTop + this.offset(row) - this.scroller.clientHeight * share);
    this.note();
    this.moved();
  }

  note() {
    const { scroller } = this;
    this.isHeld = false;
    this.height = this.column.offsetHeight;
    this.top = scroller.scrollTop;
    this.whole = scroller.scrollHeight;
    this.atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= END_PX;
    const row = this.firstVisible();
    this.anchor = row ? anchorAt(row, this.offset(row)) : null;
    this.markStuck();
  }

  /** @param {string} key */
  row(key) {
    return /** @type {HTMLElement | null} */ (this.column.querySelector(`[data-key="${CSS.escape(key)}"]`));
  }

  /** @param {Element} row */
  offset(row) {
    return row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  /** @param {Element} row @param {"top" | "bottom"} edge */
  edge(row, edge) {
    return this.offset(row) + (edge === "bottom" ? row.getBoundingClientRect().height : 0);
  }

  /** Rows lie in order, so each step of this search rules out half of them. */
  firstVisible() {
    const rows = /** @type {HTMLCollectionOf<HTMLElement>} */ (this.column.getElementsByClassName("message"));
    const top = this.scroller.getBoundingClientRect().top;
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle].getBoundingClientRect().bottom > top) high = middle;
      else low = middle + 1;
    }
    return rows[low] ?? null;
  }
}

/** Grows a field with its text in browsers without field-sizing. @param {HTMLTextAreaElement} field */
export function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}
