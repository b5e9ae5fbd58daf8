// Messages into rooms: in closed loop (each sender waits for its ack) or paced (whatever the server makes of it).
import { counts, now, sleep, spread } from './numbers.mjs';

const PADDING = 'x'.repeat(80);
const PATIENCE = 60_000; // milliseconds for the last delivery

let series = 0;

// Posts `messages` and resolves when everyone has them. What comes back is about those deliveries alone.
export async function post(group, { senders, messages, rate = 0 }) {
  group.reset(messages * group.clients.length);
  series += 1;
  const people = group.clients.slice(0, senders), begun = now(), ids = `${process.pid}-${Date.now()}-${series}`;
  const tally = { sent: 0, refused: 0 };
  const one = (k) => send(group, people[k % people.length], k, ids, tally);
  await (rate ? paced(one, messages, rate, begun) : closedLoop(one, people.length, messages));
  await Promise.race([group.everything, sleep(PATIENCE)]);
  return summary(group, tally, (now() - begun) / 1000);
}

async function send(group, client, k, ids, tally) {
  const rooms = group.plan.rooms, text = `#t=${now().toFixed(3)} ${PADDING}`;
  const answer = await client.post(rooms[k % rooms.length], `${ids}-${k}`, text);
  if (answer.includes('"ok":false')) tally.refused += 1;
}

async function paced(one, messages, rate, begun) {
  for (let k = 0; k < messages; k += 1) {
    const wait = begun + (k * 1000) / rate - now();
    if (wait > 1) await sleep(wait);
    void one(k);
  }
}

async function closedLoop(one, senders, messages) {
  let next = 0;
  await Promise.all(Array.from({ length: senders }, async () => {
    while (next < messages) await one(next++);
  }));
}

function summary(group, { refused }, seconds) {
  const arrived = group.latencies.length;
  return {
    deliveries: arrived, missing: group.expected - arrived, refused, lost: group.lost, seconds: +seconds.toFixed(3),
    per_second: Math.round(arrived / seconds), latency_ms: spread(group.latencies), latency_counts: counts(group.latencies),
  };
}
