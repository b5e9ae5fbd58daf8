import { equal } from "../support/check.mjs";

export const module = "store/rooms.js";

const ROOM = { id: "r", kind: "open", involvement: "everything", unread_mentions: 0, last_message: null };

export const tests = {
  "an older word about a room does not make my own message unread": (m) => {
    m.replaceRooms([{ ...ROOM, last_seq: 8, last_rev: 8, read_seq: 8 }]);
    m.messageReceived({ room_id: "r", seq: 9, rev: 9, sender_id: "", mentions: [] });
    m.putRoom({ ...ROOM, last_seq: 8, last_rev: 8, read_seq: 8 });
    equal(m.badge(m.rooms.value.get("r")), { count: 0, forMe: false, unread: false });
  },
};
