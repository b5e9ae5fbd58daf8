import { equal } from "../support/check.mjs";

export const module = "features/sidebar/moves.js";

const room = (id, kind = "open") => ({ id, kind });

export const tests = {
  "of all rooms only the beginning is stored, as far as it was arranged": (m) => {
    equal(m.place([], "c", "rooms", ["a", "b", "c", "d"], 0), [{ id: "rooms", rooms: ["c"] }]);
    equal(m.moveBy([], "b", "rooms", ["a", "b", "c", "d"], 1), [{ id: "rooms", rooms: ["a", "c", "b"] }]);
  },
  "the first cannot go up and the last cannot go down": (m) => {
    const all = [{ id: "favourites", rooms: ["a", "b"] }];
    equal(m.moveBy(all, "a", "favourites", ["a", "b"], -1) === all, true);
    equal(m.moveBy(all, "b", "favourites", ["a", "b"], 1) === all, true);
  },
  "a room that is moved to another section leaves the first one": (m) => {
    const all = m.putInto([{ id: "s1", name: "Fair", rooms: ["a"] }], room("a"), "favourites");
    equal(all, [{ id: "s1", name: "Fair", rooms: [] }, { id: "favourites", rooms: ["a"] }]);
    equal(m.putInto(all, room("a"), "rooms"), [{ id: "s1", name: "Fair", rooms: [] }]);
  },
  "rooms that are unread now keep their places in their section": (m) => {
    const all = [{ id: "favourites", rooms: ["a", "unread", "b", "c"] }];
    equal(m.place(all, "c", "favourites", ["a", "b", "c"], 0), [{ id: "favourites", rooms: ["c", "a", "unread", "b"] }]);
  },
  "own sections change places among themselves": (m) => {
    const all = [{ id: "s1" }, { id: "favourites", rooms: ["a"] }, { id: "s2" }];
    equal(m.moveSection(all, "s2", -1).map(({ id }) => id), ["favourites", "s2", "s1"]);
    equal(m.moveSection(all, "s2", 1) === all, true);
  },
};
