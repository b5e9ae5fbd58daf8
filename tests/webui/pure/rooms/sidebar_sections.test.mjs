import { equal } from "../support/check.mjs";

export const module = "store/sidebar_sections.js";

const LISTED = ["a", "b", "c", "d"].map((id) => ({ id, kind: "open" })).concat([{ id: "p", kind: "direct" }, { id: "q", kind: "direct" }]);
const read = () => false;
const seen = (sections) => Object.fromEntries(sections.map(({ id, rooms }) => [id, rooms.map((room) => room.id).join("")]));

export const tests = {
  "without an arrangement each stands where it belongs": (m) => {
    equal(seen(m.sectionsOf(LISTED, [], read)), { unread: "", favourites: "", rooms: "abcd", people: "pq" });
  },
  "a room stands in one section only, and in the unread one while something is unread": (m) => {
    const arranged = [{ id: "favourites", rooms: ["q", "b"] }, { id: "s1", name: "Fair", rooms: ["d"] }];
    equal(seen(m.sectionsOf(LISTED, arranged, read)), { unread: "", favourites: "qb", rooms: "ac", s1: "d", people: "p" });
    const unread = (room) => room.id === "b" || room.id === "d";
    equal(seen(m.sectionsOf(LISTED, arranged, unread)), { unread: "bd", favourites: "q", rooms: "ac", s1: "", people: "p" });
  },
  "a section whose rooms are all unread is in use, and one of rooms that are gone is not": (m) => {
    const arranged = [{ id: "s1", rooms: ["d"] }, { id: "s2", rooms: ["gone"] }, { id: "s3" }];
    const shown = m.sectionsOf(LISTED, arranged, (room) => room.id === "d").slice(-4, -1);
    equal(shown.map(({ id, rooms, isUsed }) => [id, rooms.length, isUsed]), [["s1", 0, true], ["s2", 0, false], ["s3", 0, false]]);
  },
  "the own order comes first, and rooms without a place follow in their usual order": (m) => {
    equal(seen(m.sectionsOf(LISTED, [{ id: "rooms", rooms: ["c", "gone", "a"] }], read)).rooms, "cabd");
  },
  "own sections stand between the rooms and the people, in the order of their making": (m) => {
    const arranged = [{ id: "s2", name: "B" }, { id: "favourites", folded: true }, { id: "s1", name: "A" }];
    equal(m.sectionsOf(LISTED, arranged, read).map((section) => [section.id, section.folded]), [["unread", false], ["favourites", true], ["rooms", false], ["s2", false], ["s1", false], ["people", false]]);
  },
  "of a section that is as everyone has it nothing is stored": (m) => {
    const folded = m.withSection([], "rooms", { folded: true });
    equal(folded, [{ id: "rooms", folded: true }]);
    equal(m.withSection(folded, "rooms", { folded: undefined }), []);
  },
};
