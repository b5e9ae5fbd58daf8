/**
 * One search as a person types it: it waits until they pause, ends the request before, and never shows an answer to
 * what was typed earlier. Results come page by page, and how many there are is asked for once they are shown.
 */

import { signal } from "../../html.js";

/** A person who types pauses for so long before the host is asked, milliseconds. */
const PAUSE_MS = 160;
/** While the host still makes its index, the first page is asked for again after this time, milliseconds. */
const BUILDING_MS = 3_000;
/** Results have been shown for so long, and nothing was typed, before they are counted, milliseconds. */
const COUNT_MS = 400;
/** A count gives way to other searches on the host. It is asked for so many times at most, after these milliseconds. */
const COUNTED_TIMES = 3;
const COUNT_AGAIN_MS = 2_000;
/** What a count is refused with when the host has other searches to do. */
const GIVEN_WAY = ["replaced", "rate_limited"];

/** `file_marks`: places in the names of files, by the number of the file. @typedef {{message: any, snippet: string, marks: [number, number][], file_marks?: [number, [number, number][]][]}} Result */
/** @typedef {{q: string, room: string | null}} Wanted */
/** @typedef {import("../../lib/queries/total.js").Count} Count */
/** @typedef {import("../../lib/queries/total.js").Counts} Counts */
/**
 * `asked`: what the results are for, or null before the first answer. `next`: where the next page begins, null at the
 * end. `counts`: how many there are, null as long as nobody knows. `problem`: what went wrong last. `isMore`: the request that runs, or has failed, is for a further page.
 * @typedef {{asked: Wanted | null, results: Result[], next: string | null, counts: Counts | null, building: {done: number, total: number} | null, isAsking: boolean, isMore: boolean, problem: any}} State
 */

/** @type {State} */
const NOTHING = { asked: null, results: [], next: null, counts: null, building: null, isAsking: false, isMore: false, problem: null };

export class Search {
  /**
   * @param {(wanted: Wanted, cursor: string | null, until: AbortSignal) => Promise<{results: Result[], next_cursor: string | null, building?: {done: number, total: number}}>} ask
   * @param {(wanted: Wanted, until: AbortSignal) => Promise<{counts: Counts, building?: object}>} askCounts
   * @param {{pauseMs?: number, buildingMs?: number, countMs?: number, againMs?: number}} [waits]
   */
  constructor(ask, askCounts, { pauseMs = PAUSE_MS, buildingMs = BUILDING_MS, countMs = COUNT_MS, againMs = COUNT_AGAIN_MS } = {}) {
    this.ask = ask;
    this.askCounts = askCounts;
    this.countMs = countMs;
    this.againMs = againMs;
    this.pauseMs = pauseMs;
    this.buildingMs = buildingMs;
    /** What is shown. @type {import("@preact/signals").Signal<State>} */
    this.state = signal(NOTHING);
    /** @type {Wanted} */
    this.wanted = { q: "", room: null };
    /** The request that counts. @type {AbortController | null} */
    this.running = null;
    this.timer = 0;
  }

  /** Searches for something else, after a pause. The results before it stay until the new ones are there. @param {Wanted} wanted */
  look(wanted) {
    const { q, room } = this.wanted;
    if (wanted.q === q && wanted.room === room) return;
    this.wanted = wanted;
    this.stop();
    if (wanted.q === "") {
      this.state.value = NOTHING;
      return;
    }
    this.state.value = { ...this.state.peek(), isAsking: true, isMore: false, problem: null };
    this.timer = setTimeout(() => void this.first(), this.pauseMs);
  }

  /** Asks again: for the page that failed, or for the first one. */
  again() {
    if (this.wanted.q === "") return;
    const { isMore, results } = this.state.peek();
    if (isMore && results.length > 0) return void this.more();
    this.stop();
    this.state.value = { ...this.state.peek(), isAsking: true, problem: null };
    void this.first();
  }

  /** Asks for the next page. */
  more() {
    const { next, isAsking, asked } = this.state.peek();
    if (next === null || isAsking || !asked) return;
    clearTimeout(this.timer);
    this.state.value = { ...this.state.peek(), isAsking: true, isMore: true, problem: null };
    void this.run(asked, next, (answer, before) => [...before, ...answer.filter((one) => !before.some(({ message }) => message.id === one.message.id))]);
  }

  /** Ends what runs. The results stay. */
  stop() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = null;
    if (this.state.peek().isAsking) this.state.value = { ...this.state.peek(), isAsking: false };
  }

  /** Goes on after a stop, with what was asked for before the first answer came. */
  resume() {
    const { asked, isAsking } = this.state.peek();
    const isDone = asked !== null && asked.q === this.wanted.q && asked.room === this.wanted.room;
    if (isDone) this.countLater();
    else if (this.wanted.q !== "" && !isAsking) this.again();
  }

  /** Removes a message that is gone. @param {string} id */
  drop(id) {
    const { results, counts } = this.state.peek();
    const left = results.filter(({ message }) => message.id !== id);
    if (left.length === results.length) return;
    const { all, room } = counts ?? {};
    this.state.value = { ...this.state.peek(), results: left, counts: all ? { all: oneLess(all), ...(room && { room: oneLess(room) }) } : null };
  }

  /** Counts after a while in which nothing else is asked for, unless all that there is has come. @param {number} [waitMs] @param {number} [times] */
  countLater(waitMs = this.countMs, times = COUNTED_TIMES) {
    const { asked, next, counts, building, isAsking, problem } = this.state.peek();
    if (!asked || counts || building || isAsking || problem || (next === null && asked.room === null)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.count(asked, times), waitMs);
  }

  /** What cannot be counted is left out: it keeps nobody from reading. @param {Wanted} asked @param {number} times */
  async count(asked, times) {
    const mine = (this.running = new AbortController());
    try {
      const { counts, building } = await this.askCounts(asked, mine.signal);
      if (this.running === mine && !building) this.state.value = { ...this.state.peek(), counts };
    } catch (problem) {
      if (this.running === mine && times > 1 && GIVEN_WAY.includes(/** @type {any} */ (problem).code)) this.countLater(this.againMs, times - 1);
    }
  }

  first() {
    return this.run(this.wanted, null, (answer) => answer);
  }

  /** @param {Wanted} wanted @param {string | null} cursor @param {(answer: Result[], before: Result[]) => Result[]} join */
  async run(wanted, cursor, join) {
    this.running?.abort();
    const mine = (this.running = new AbortController());
    try {
      const { results, next_cursor: next, building = null } = await this.ask(wanted, cursor, mine.signal);
      if (this.running !== mine) return;
      const { results: before, counts } = this.state.peek();
      this.state.value = { ...NOTHING, asked: wanted, results: join(results, before), next, counts: cursor === null ? null : counts, building };
      if (building && cursor === null) this.timer = setTimeout(() => void this.first(), this.buildingMs);
      this.countLater();
    } catch (problem) {
      if (this.running === mine) this.failed(wanted, cursor, problem);
    }
  }

  /** What was found for the same words stays beside the problem. @param {Wanted} wanted @param {string | null} cursor @param {any} problem */
  failed(wanted, cursor, problem) {
    const now = this.state.peek();
    const isSame = now.asked !== null && now.asked.q === wanted.q && now.asked.room === wanted.room;
    // Nobody has asked for what repeats by itself.
    if (isSame && now.building && !now.isAsking) return void (this.timer = setTimeout(() => void this.first(), this.buildingMs));
    this.state.value = { ...(isSame ? now : { ...NOTHING, asked: wanted }), isAsking: false, isMore: cursor !== null, problem };
  }
}

/** @param {Count} count @returns {Count} */
const oneLess = ({ n, more }) => (more ? { n, more } : { n: n - 1, more });
