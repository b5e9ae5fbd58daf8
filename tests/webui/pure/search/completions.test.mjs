import { equal, ok } from "../support/check.mjs";

export const module = "features/search/completions.js";

const PEOPLE = [{ id: "u1", name: "Ana" }, { id: "u2", name: "Ana Benítez" }, { id: "u3", name: '"' }];
const DAYS = [{ value: "today", label: "Today", note: "2026-11-23" }, { value: "2026-11-19", label: "Thursday", note: "2026-11-19" }, { value: "2026-10", label: "October 2026", note: "2026-10" }];
const sources = {
  people: (typed) => PEOPLE.filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase())),
  rooms: () => [{ id: "r1", name: "Front office" }, { id: "u1", name: "Ana", isPerson: true }],
  days: () => DAYS,
  word: (name) => `word ${name}`,
  thing: (name) => `thing ${name}`,
};
const found = ({ complete }, text, offered) => complete(text, text.length, sources, offered);
const inserts = (m, text, offered) => found(m, text, offered)?.options.map(({ insert }) => insert) ?? null;

export const tests = {
  "names follow from:, with quotes where they have spaces, and what cannot be written is left out": (m) => {
    equal(inserts(m, "x from:"), ["from:me ", "from:Ana ", 'from:"Ana Benítez" ']);
    equal(inserts(m, "-from:an"), ["-from:Ana ", '-from:"Ana Benítez" ']);
    equal(found(m, "x from:an").from, 2);
  },
  "rooms and people follow in:": (m) => equal(found(m, "in:").options.map(({ kind }) => kind), ["room", "person"]),
  "kinds follow has: and is:": (m) => {
    equal(inserts(m, "has:"), ["has:link ", "has:file ", "has:image ", "has:video ", "has:voice ", "has:poll "]);
    equal(inserts(m, "is:s"), ["is:saved "]);
  },
  "sorts of files follow type:, and an ending is a type too": (m) => {
    equal(inserts(m, "type:").slice(0, 2), ["type:image ", "type:video "]);
    equal(inserts(m, "-type:sp"), ["-type:spreadsheet "]);
    equal([inserts(m, "type:xlsx"), inserts(m, "type:pdf")], [null, null]);
  },
  "days are found by their names and by their numbers": (m) => {
    equal(inserts(m, "on:th"), ["on:2026-11-19 "]);
    equal(inserts(m, "after:oct"), ["after:2026-10 "]);
    equal(inserts(m, "before:2026-1"), null);
    equal(inserts(m, "before:20"), ["before:2026-11-19 ", "before:2026-10 "]);
  },
  "what is typed out is not completed": (m) => equal([inserts(m, "has:link"), inserts(m, "from:ana"), inserts(m, "on:today")], [null, null, null]),
  "a word that may become a filter is offered after two letters": (m) => {
    equal([inserts(m, "f"), inserts(m, "fr"), inserts(m, "x -ha")], [null, ["from:"], ["-has:"]]);
    ok(found(m, "fr").isWord);
    equal(found(m, "x fr").from, 2);
  },
  "a button offers filters after what is there": (m) => equal(inserts(m, "plan ", m.TIMES), ["on:", "after:", "before:"]),
  "a value is completed even if filters are offered": (m) => equal(inserts(m, "is:p", m.TIMES), ["is:pinned "]),
};
