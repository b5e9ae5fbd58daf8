import { each, equal } from "../support/check.mjs";

export const module = "store/route.js";

const PLACES = [
  ["/", "list", null],
  ["/r/abc", "room", "abc"],
  ["/r/abc/def", "room", "abc"],
  ["/settings", "settings", null],
  ["/r/<b>", "list", null],
];

export const tests = each("an address is a place", PLACES, ({ parse }, path, view, room) => {
  const found = parse(path);
  equal([found.view, found.room], [view, room]);
});
