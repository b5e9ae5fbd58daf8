/** Asks the host for my own answers to a message that is drawn. */

import { useEffect } from "../../html.js";
import { get } from "../../net/api.js";
import { answersChanged, answersOf } from "../../store/answers.js";
import { connectionState } from "../../store/session.js";

/** My answers to a message; null until they are known. @param {any} message @returns {number[] | null} */
export function useAnswers(message) {
  const mine = answersOf(message.id).value;
  const isUp = connectionState.value === "up";
  useEffect(() => {
    if (mine !== null || !isUp || !message.id) return;
    void get(`/api/messages/${message.id}/answers`).then((answer) => {
      // An answer that I have given meanwhile is newer than this one.
      if (answersOf(message.id).peek() === null) answersChanged({ message_id: message.id, mine: answer.mine });
    }, () => null);
  }, [message.id, mine === null, isUp]);
  return mine;
}
