/** The pictures of a room in the order of its messages, as far as the viewer has looked. */

import { useEffect, useState } from "../../html.js";
import { isPicture } from "../../ui/attachment_space.js";
import { get } from "../../net/api.js";
import { onMessage } from "../../store/message_listeners.js";
import { heldMessage } from "../../store/timelines.js";

/** @typedef {{picture: any, message_id: string, room_id: string, seq: number, sender_id: string, created_at: string}} Shown */

/** The pictures of one message. @param {any} message @returns {Shown[]} */
export const picturesOf = (message) =>
  message.attachments.filter(isPicture).map((/** @type {any} */ picture) => ({ picture, message_id: message.id, room_id: message.room_id, seq: message.seq, sender_id: message.sender_id, created_at: message.created_at }));

/** Puts pictures that were found beside those that are known, each once. @param {Shown[]} known @param {Shown[]} found @returns {Shown[]} */
export function joined(known, found) {
  const ids = new Set(known.map(({ picture }) => picture.id));
  const fresh = found.filter(({ picture }) => !ids.has(picture.id));
  // The order inside a message stays as it came.
  return fresh.length === 0 ? known : [...known, ...fresh].sort((one, other) => one.seq - other.seq);
}

/** Gives the pictures of a message their new state: the host has made their small forms, or they are gone. @param {Shown[]} known @param {any} message @returns {Shown[]} the same ones when nothing changes */
export function renewed(known, message) {
  if (!message.id || !known.some(({ message_id: id }) => id === message.id)) return known;
  const now = new Map(picturesOf(message).map((one) => [one.picture.id, one]));
  return known.flatMap((one) => (one.message_id === message.id ? now.get(one.picture.id) ?? [] : [one]));
}

/** What the page holds of a message; an earlier state may come after a later one. @param {any} message */
const newest = (message) => heldMessage(message.id) ?? message;

/** @param {any[]} files what the host lists, the newest first @param {string} roomId @returns {Shown[]} */
const shownOf = (files, roomId) =>
  files.toReversed().map((file) => ({ picture: file, message_id: file.message_id, room_id: roomId, seq: file.seq, sender_id: file.sender_id, created_at: file.created_at }));

/**
 * Returns all pictures that are known, those of the message at first. Older and newer ones are loaded when the one that
 * is shown is near the end of what is known. A message that is not sent yet has only its own. Those that are deleted go.
 * @param {any} message @param {string} id of the picture that is shown @returns {Shown[]}
 */
export function useRoomPictures(message, id) {
  const [known, setKnown] = useState(() => picturesOf(message));
  const [ended, setEnded] = useState({ before: !message.id, after: !message.id });
  useEffect(() => {
    const take = (/** @type {any} */ changed) => setKnown((now) => renewed(now, newest(changed)));
    const stop = onMessage(take);
    // It may have changed before anybody listened here: the viewer is loaded with its first use.
    take(message);
    return stop;
  }, []);
  const at = known.findIndex(({ picture }) => picture.id === id);
  const wanted = at <= 1 && !ended.before ? "before" : at >= known.length - 2 && !ended.after ? "after" : null;
  useEffect(() => {
    if (!wanted) return undefined;
    let isWanted = true;
    if (known.length === 0) return undefined;
    const edge = wanted === "before" ? known[0] : known[known.length - 1];
    get(`/api/rooms/${message.room_id}/files?kind=picture&${wanted}=${edge.seq}`).then(({ files, more }) => {
      if (!isWanted) return;
      setKnown((now) => joined(now, shownOf(wanted === "after" ? files.toReversed() : files, message.room_id)));
      if (!more) setEnded((now) => ({ ...now, [wanted]: true }));
    }, () => isWanted && setEnded((now) => ({ ...now, [wanted]: true })));
    return () => {
      isWanted = false;
    };
  }, [wanted, known.length]);
  return known;
}
