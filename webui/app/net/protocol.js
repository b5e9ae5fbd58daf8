/** Every command and event of the socket. This mirrors chat_desktop/wire/names.py; a test keeps them equal. */

export const Command = Object.freeze({
  MESSAGE_POST: "message:post",
  MESSAGE_EDIT: "message:edit",
  MESSAGE_DELETE: "message:delete",
  REACTION_ADD: "reaction:add",
  REACTION_REMOVE: "reaction:remove",
  READ_MARK: "read:mark",
  READ_UNMARK: "read:unmark",
  TYPING_START: "typing:start",
  TYPING_STOP: "typing:stop",
  PRESENCE_SET: "presence:set",
  PRESENCE_ASK: "presence:ask",
  ROOMS_SYNC: "rooms:sync",
  SESSION_HANDOVER: "session:handover",
});

export const Event = Object.freeze({
  WELCOME: "welcome",
  MESSAGE_POSTED: "message:posted",
  MESSAGE_CHANGED: "message:changed",
  ROOM_CHANGED: "room:changed",
  MEMBERSHIP_CHANGED: "membership:changed",
  USER_CHANGED: "user:changed",
  PRESENCE_CHANGED: "presence:changed",
  READ_CHANGED: "read:changed",
  TYPING_CHANGED: "typing:changed",
  OFFICE_CHANGED: "office:changed",
  SECURE_CHANGED: "secure:changed",
  INVITE_CHANGED: "invite:changed",
  KNOCKS_CHANGED: "knocks:changed",
  ADDRESSES_CHANGED: "addresses:changed",
  ARRIVALS_CHANGED: "arrivals:changed",
  HOST_STOPPING: "host:stopping",
  HOST_TROUBLE: "host:trouble",
  SESSION_ENDED: "session:ended",
});
