// Messages into rooms: in closed loop (each sender waits for its ack) or paced (whatever the server makes of it).
import { counts, now, sleep, spread } from './numbers.mjs';

const PADDING = 'x'.repeat(80);
const PATIENCE = 60_000; // milliseconds for the last delivery

let series = 0;

// Posts `messages` and resolves when everyone has them. What comes back is about those deliveries alone.
export async function post(crowd, { senders, messages, rate = 0 }) {
  crowd.reset(messages * crowd.clients.length);
  series += 1;
  const people = crowd.clients.slice(0, senders), begun = now(), ids = `${process.pid}-${Date.now()}-${series}`;
  const tally = { sent: 0, refused: 0 };
  const one = (k) => send(crowd, people[k % people.length], k, ids, tally);
  await (rate ? paced(one, messages, rate, begun) : closedLoop(one, people.length, messages));
  await Promise.race([crowd.everything, sleep(PATIENCE)]);
  return summary(crowd, tally, (now() - begun) / 1000);
}

async function send(crowd, client, k, ids, tally) {
  const rooms = crowd.plan.rooms, text = `#t=${now().toFixed(3)} ${PADDING}`;
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

function summary(crowd, { refused }, seconds) {
  const arrived = crowd.latencies.length;
  return {
    deliveries: arrived, missing: crowd.expected - arrived, refused, lost: crowd.lost, seconds: +seconds.toFixed(3),
    per_second: Math.round(arrived / seconds), latency_ms: spread(crowd.latencies), latency_counts: counts(crowd.latencies),
  };
}
