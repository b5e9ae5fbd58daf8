import { equal } from "../support/check.mjs";

export const module = "sync/alerts/tab_election.js";

const BID = { seen: false, visible: true, canSound: true };

export const tests = {
  "a message starts one short timer, and after hundreds the latest is still judged": async (m) => {
    const started = [];
    const native = globalThis.setTimeout;
    globalThis.setTimeout = (then, ms) => started.push(ms) && native(then, 0);
    try {
      await Promise.all(Array.from({ length: 600 }, (_, at) => m.elect(`room ${at}`, BID)));
      equal([started.length, ...new Set(started)], [600, 150]);
      const latest = await m.elect("room 599", BID);
      equal([latest.sound, latest.notice], [true, false]);
    } finally {
      globalThis.setTimeout = native;
    }
  },
};
