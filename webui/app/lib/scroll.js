/**
 * Keeps the reader's place in a scroller whose content changes above, below and inside.
 *
 * The browser's own anchoring is off (WebKit has none, and two of them fight): the first visible row is remembered
 * after each scroll, and put back where it was after each change of size. A reader at the end stays at the end.
 */

/** Within this distance of the end a reader counts as being there, pixels. */
const END_PX = 80;

/** How long after scrolling a day line that sticks is shown, milliseconds. */
const GLANCE_MS = 1_200;

/** @typedef {{key: string, top: number}} Anchor */

export class Place {
  /** @param {HTMLElement} scroller @param {HTMLElement} column @param {() => void} moved called when `atEnd` may differ */
  constructor(scroller, column, moved) {
    this.scroller = scroller;
    this.column = column;
    this.moved = moved;
    this.atEnd = true;
    /** @type {Anchor | null} */
    this.anchor = null;
    this.height = 0;
    this.timer = 0;
    this.observer = new ResizeObserver(() => this.settle());
    this.observer.observe(column);
    this.observer.observe(scroller);
    this.onScroll = () => this.scrolled();
    scroller.addEventListener("scroll", this.onScroll, { passive: true });
  }

  release() {
    clearTimeout(this.timer);
    this.observer.disconnect();
    this.scroller.removeEventListener("scroll", this.onScroll);
  }

  /** A day line that sticks to the top shows while one scrolls, and then uncovers what it lies on. */
  glance() {
    this.scroller.dataset.scrolling = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => delete this.scroller.dataset.scrolling, GLANCE_MS);
    for (const line of this.column.getElementsByClassName("day")) {
      const isStuck = this.offset(line) < 8 && this.offset(/** @type {Element} */ (line.parentElement)) < -8;
      line.toggleAttribute("data-stuck", isStuck);
    }
  }

  scrolled() {
    this.glance();
    // A change of height that no observer has told of yet would be taken for the reader's own move.
    if (this.column.offsetHeight !== this.height) return this.settle();
    this.note();
    this.moved();
  }

  /** Puts the reader back after a change of the content. */
  settle() {
    if (this.atEnd) this.scroller.scrollTop = this.scroller.scrollHeight;
    else this.restore(this.anchor);
    this.note();
    this.moved();
  }

  /** @param {Anchor | null} anchor @returns {boolean} whether its row is there */
  restore(anchor) {
    const row = anchor && this.row(anchor.key);
    if (!row || !anchor) return false;
    this.scroller.scrollTop += this.offset(row) - anchor.top;
    return true;
  }

  toEnd() {
    this.atEnd = true;
    this.settle();
  }

  /** Brings a row to `share` of the scroller's height, and stays there. @param {HTMLElement} row @param {number} share */
  show(row, share) {
    this.scroller.scrollTop += this.offset(row) - this.scroller.clientHeight * share;
    this.note();
    this.moved();
  }

  note() {
    const { scroller } = this;
    this.height = this.column.offsetHeight;
    this.atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= END_PX;
    const row = this.firstVisible();
    this.anchor = row ? { key: /** @type {string} */ (row.dataset.key), top: this.offset(row) } : null;
  }

  /** @param {string} key */
  row(key) {
    return /** @type {HTMLElement | null} */ (this.column.querySelector(`[data-key="${CSS.escape(key)}"]`));
  }

  /** @param {Element} row */
  offset(row) {
    return row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  /** Rows lie in order, so half of them are ruled out at each look. */
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
