/** A query as it stands in a field, with the search for it. */

import { signal } from "../../html.js";
import { insert } from "../../lib/typing/insert_text.js";
import { keepSearch } from "../../lib/queries/recent_searches.js";
import { askable, FILTERS, unfinished, withMore, without } from "../../lib/queries/query_words.js";
import { owner } from "../../store/session.js";
import { isTouch } from "../../ui/parts.js";
import { complete, TIMES } from "./completions.js";
import { sources } from "./query_sources.js";
import { searchOfHost } from "./request.js";

/** Returns the text without a filter at its end that has no value yet: another one takes its place. @param {string} text */
function withoutBegun(text) {
  const open = unfinished(text, text.length);
  return (open && open.name !== "" && open.typed.trim() === "" ? text.slice(0, open.from) : text).trimEnd();
}

export class Query {
  constructor() {
    this.text = signal("");
    this.caret = signal(0);
    /** The room that is searched, or null. @type {import("@preact/signals").Signal<string | null>} */
    this.room = signal(null);
    /** The filters that somebody has asked for by a button or by Tab. @type {import("@preact/signals").Signal<string[]>} */
    this.offered = signal([]);
    this.search = searchOfHost();
    /** The field, while it is drawn. @type {HTMLInputElement | null} */
    this.field = null;
  }

  /** Begins anew. @param {string | null} room @param {string} [text] */
  begin(room, text = "") {
    this.room.value = room;
    this.type(text);
  }

  /** Takes what the field holds now. @param {string} text @param {number} [caret] */
  type(text, caret = text.length) {
    this.offered.value = [];
    this.caret.value = caret;
    this.text.value = text;
    this.look();
  }

  look() {
    const asked = askable(this.text.peek(), this.caret.peek());
    this.search.look({ q: asked, room: asked === "" ? null : this.room.peek() });
  }

  /** Follows the caret. */
  moved() {
    if (this.field) this.caret.value = this.field.selectionStart ?? this.text.peek().length;
  }

  completion() {
    return complete(this.text.value, this.caret.value, sources, this.offered.value);
  }

  /** Writes an option into the field, as if it had been typed. @param {import("./completions.js").Completion} completion @param {import("./completions.js").Option} option */
  take({ from, to }, option) {
    if (!this.field) return;
    const gap = from > 0 && !/\s$/.test(this.text.peek().slice(0, from)) ? " " : "";
    insert(/** @type {any} */ (this.field), gap + option.insert, from, to);
    this.look();
  }

  /** Lists the words for filters. @param {string[]} [names] */
  offer(names = FILTERS) {
    this.field?.focus();
    this.moved();
    this.offered.value = names;
  }

  /** Keeps the query among the recent ones: it has led somewhere. */
  keep() {
    keepSearch(owner.peek(), { text: this.text.peek(), room: this.room.peek() });
  }

  /** What the buttons of the filters do. @returns {import("./chips.js").Acts} */
  acts() {
    const focus = () => !isTouch() && this.field?.focus();
    return {
      begin: (name) => {
        const text = this.text.peek();
        const { length } = withoutBegun(text);
        if (this.field) insert(/** @type {any} */ (this.field), `${length === 0 ? "" : " "}${name}:`, length, text.length);
      },
      offer: () => {
        this.type(withoutBegun(this.text.peek()));
        this.offer(TIMES);
      },
      set: (filter) => (this.type(withMore(this.text.peek(), filter)), focus()),
      remove: (part) => (this.type(without(this.text.peek(), part)), focus()),
      anywhere: () => {
        this.room.value = null;
        this.look();
        focus();
      },
    };
  }
}
