import { equal } from "../support/check.mjs";

export const module = "features/files/room_pictures.js";

const shown = (id, seq) => ({ picture: { id }, seq });
const ids = (all) => all.map(({ picture }) => picture.id).join("");

export const tests = {
  "pictures stand in the order of their messages, each once": ({ joined }) => {
    const known = [shown("c", 5), shown("d", 5)];
    const all = joined(known, [shown("a", 2), shown("b", 3), shown("c", 5), shown("e", 9)]);
    equal(ids(all), "abcde");
    equal(joined(all, [shown("b", 3)]) === all, true);
  },
  "pictures that were made or deleted are renewed, and those of other messages stay": ({ renewed }) => {
    const of = (id, message_id) => ({ picture: { id, kind: "image", state: "fresh" }, message_id });
    const known = [of("a", "m"), of("b", "m"), of("c", "n")];
    const made = { id: "m", attachments: [{ id: "b", kind: "image", preview: "p" }, { id: "other", kind: "image" }] };
    equal(renewed(known, made).map(({ picture: { id, preview } }) => [id, preview]), [["b", "p"], ["c", undefined]]);
    equal(ids(renewed(known, { id: "m", deleted: true, attachments: [] })), "c");
    equal(renewed(known, { id: "elsewhere", attachments: [] }) === known, true);
    equal(renewed([of("x", null)], { id: null, attachments: [] }).length, 1);
  },
  "only the pictures of a message are shown": ({ picturesOf }) =>
    equal(picturesOf({ id: "m", room_id: "r", seq: 4, sender_id: "u", created_at: "t", attachments: [{ id: "x", kind: "file" }, { id: "y", kind: "image" }] }),
      [{ picture: { id: "y", kind: "image" }, message_id: "m", room_id: "r", seq: 4, sender_id: "u", created_at: "t" }]),
};
