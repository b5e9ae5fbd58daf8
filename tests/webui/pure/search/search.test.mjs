import { equal, ok } from "../support/check.mjs";

export const module = "features/search/search.js";

/** A question that has not come by then does not come. */
const MOST_TURNS = 2_000;

/** A host that answers when the test says so. */
function hostOf({ Search }) {
  const asked = [], counted = [];
  const ask = (wanted, cursor, until) => new Promise((resolve, reject) => asked.push({ ...wanted, cursor, until, resolve, reject }));
  const askCounts = (wanted, until) => new Promise((resolve, reject) => counted.push({ ...wanted, until, resolve, reject }));
  const search = new Search(ask, askCounts, { pauseMs: 0, buildingMs: 0, countMs: 0, againMs: 0 });
  const from = (list) => async (count) => {
    for (let turns = 0; list.length < count; turns += 1) {
      ok(turns < MOST_TURNS, `the host was asked ${list.length} times and not ${count}`);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return list[count - 1];
  };
  const shown = () => search.state.value.results.map(({ message }) => message.id);
  return { search, asked, counted, next: from(asked), nextCount: from(counted), shown };
}

const page = (ids, next_cursor = null, more = {}) => ({ results: ids.map((id) => ({ message: { id }, snippet: id, marks: [] })), next_cursor, ...more });
const turn = () => new Promise((resolve) => setTimeout(resolve));

export const tests = {
  "a later search ends the request before it, whose answer is never shown": async (m) => {
    const { search, next, shown } = hostOf(m);
    search.look({ q: "plan", room: null });
    const first = await next(1);
    search.look({ q: "planet", room: null });
    const second = await next(2);
    ok(first.until.aborted);
    second.resolve(page(["new"]));
    await turn();
    first.resolve(page(["old"]));
    await turn();
    equal(shown(), ["new"]);
    equal(search.state.value.asked.q, "planet");
  },
  "what is typed without a pause is asked for once": async (m) => {
    const { search, next, asked } = hostOf(m);
    for (const q of ["p", "pl", "pla", "plan"]) search.look({ q, room: "r1" });
    const only = await next(1);
    equal([only.q, only.room, asked.length], ["plan", "r1", 1]);
  },
  "an empty search shows nothing and asks for nothing": async (m) => {
    const { search, next, asked, shown } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"]));
    await turn();
    search.look({ q: "", room: null });
    await turn();
    equal([shown(), asked.length, search.state.value.asked], [[], 1, null]);
  },
  "further pages follow, and nothing stands there twice": async (m) => {
    const { search, next, shown } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a", "b"], "c1"));
    await turn();
    search.more();
    search.more();
    const more = await next(2);
    equal(more.cursor, "c1");
    more.resolve(page(["b", "c"]));
    await turn();
    equal([shown(), search.state.value.next], [["a", "b", "c"], null]);
  },
  "a page that fails leaves what is there, and is asked for again": async (m) => {
    const { search, next, shown } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"], "c1"));
    await turn();
    search.more();
    (await next(2)).reject({ code: "offline", message: "no" });
    await turn();
    equal([shown(), search.state.value.problem.code, search.state.value.isAsking], [["a"], "offline", false]);
    search.again();
    const again = await next(3);
    equal(again.cursor, "c1");
    again.resolve(page(["b"]));
    await turn();
    equal([shown(), search.state.value.problem], [["a", "b"], null]);
  },
  "a search that fails does not stand beside the results of another": async (m) => {
    const { search, next, shown } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"]));
    await turn();
    search.look({ q: "has:x", room: null });
    (await next(2)).reject({ code: "invalid", message: "no" });
    await turn();
    equal([shown(), search.state.value.problem.code], [[], "invalid"]);
  },
  "while the index is made the first page is asked for again, until a further one is there": async (m) => {
    const { search, next, shown, asked } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"], null, { building: { done: 1, total: 2 } }));
    const again = await next(2);
    equal(search.state.value.building, { done: 1, total: 2 });
    again.resolve(page(["a", "b"], "c1"));
    await turn();
    await turn();
    equal([shown(), search.state.value.building, asked.length], [["a", "b"], null, 2]);
  },
  "what repeats by itself may fail without a word": async (m) => {
    const { search, next, shown } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"], null, { building: { done: 1, total: 2 } }));
    (await next(2)).reject({ code: "too_slow", message: "no" });
    const third = await next(3);
    equal([shown(), search.state.value.problem, search.state.value.building], [["a"], null, { done: 1, total: 2 }]);
    third.resolve(page(["a", "b"]));
    await turn();
    equal(shown(), ["a", "b"]);
  },
  "what is stopped before its answer is asked for again, and only then": async (m) => {
    const { search, next, asked } = hostOf(m);
    search.look({ q: "plan", room: null });
    await next(1);
    search.stop();
    ok(!search.state.value.isAsking);
    search.resume();
    (await next(2)).resolve(page(["a"]));
    await turn();
    search.stop();
    search.resume();
    await turn();
    equal(asked.length, 2);
  },
  "a message that is gone leaves the list": async (m) => {
    const { search, next, shown } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a", "b"]));
    await turn();
    search.drop("a");
    equal(shown(), ["b"]);
  },
  "what does not fit on a page is counted once it is shown": async (m) => {
    const { search, next, nextCount, counted, shown } = hostOf(m);
    search.look({ q: "plan", room: "r1" });
    (await next(1)).resolve(page(["a", "b"], "c1"));
    const count = await nextCount(1);
    equal([count.q, count.room, shown(), search.state.value.isAsking, search.state.value.counts], ["plan", "r1", ["a", "b"], false, null]);
    count.resolve({ counts: { all: { n: 100, more: true }, room: { n: 14, more: false } } });
    await turn();
    equal(search.state.value.counts, { all: { n: 100, more: true }, room: { n: 14, more: false } });
    search.more();
    (await next(2)).resolve(page(["c"], "c2"));
    await turn();
    search.drop("a");
    await turn();
    equal([shown(), search.state.value.counts.room.n, search.state.value.counts.all, counted.length], [["b", "c"], 13, { n: 100, more: true }, 1]);
  },
  "when all that there is has come, only other rooms are counted": async (m) => {
    const { search, next, nextCount, counted } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"]));
    await turn();
    search.look({ q: "plan", room: "r1" });
    (await next(2)).resolve(page(["a"]));
    equal([(await nextCount(1)).room, counted.length], ["r1", 1]);
  },
  "typing on, or a further page, ends a count, and its answer is not shown": async (m) => {
    const { search, next, nextCount } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"], "c1"));
    const first = await nextCount(1);
    search.more();
    ok(first.until.aborted);
    first.resolve({ counts: { all: { n: 5, more: false } } });
    (await next(2)).resolve(page(["b"], "c2"));
    const second = await nextCount(2);
    equal(search.state.value.counts, null);
    search.look({ q: "planet", room: null });
    ok(second.until.aborted);
    second.resolve({ counts: { all: { n: 5, more: false } } });
    (await next(3)).resolve(page(["c"], "c3"));
    await nextCount(3);
    equal(search.state.value.counts, null);
  },
  "a count that gave way to other searches is asked for again, but not for ever": async (m) => {
    const { search, next, nextCount, counted } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"], "c1"));
    (await nextCount(1)).reject({ code: "replaced" });
    (await nextCount(2)).reject({ code: "rate_limited" });
    (await nextCount(3)).reject({ code: "rate_limited" });
    for (let turns = 0; turns < 5; turns += 1) await turn();
    equal([counted.length, search.state.value.counts, search.state.value.problem], [3, null, null]);
  },
  "a count that fails, or is of a part of the messages, is left out": async (m) => {
    const { search, next, nextCount, counted } = hostOf(m);
    search.look({ q: "plan", room: null });
    (await next(1)).resolve(page(["a"], "c1"));
    (await nextCount(1)).reject({ code: "too_slow" });
    await turn();
    search.look({ q: "planet", room: null });
    (await next(2)).resolve(page(["a"], "c1"));
    (await nextCount(2)).resolve({ counts: { all: { n: 5, more: false } }, building: { done: 1, total: 2 } });
    await turn();
    equal([counted.length, search.state.value.counts, search.state.value.problem], [2, null, null]);
  },
};
