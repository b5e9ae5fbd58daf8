// People who scroll through a room of pictures: each asks for so many a second, on one connection from an address of their own.
import http from 'node:http';
import { address } from './client.mjs';
import { ClientGroup } from './clients.mjs';
import { mark } from './marks.mjs';
import { now, sleep, spread } from './numbers.mjs';

const BETWEEN = 1_000; // milliseconds
const OF_MESSAGE = 20; // files

export async function pictures(plan) {
  if (plan.attachments) await share(plan);
  const agents = Array.from({ length: plan.people }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }));
  await Promise.all(agents.map((agent, i) => get(plan, agent, i, 0)));
  await mark('warm');
  const times = [], end = now() + plan.seconds * BETWEEN;
  await Promise.all(agents.map((agent, i) => scroll(plan, agent, i, end, times)));
  await mark('scrolled');
  for (const agent of agents) agent.destroy();
  return { count: times.length, refused: times.filter((time) => time === null).length, latency_ms: spread(times.filter((time) => time !== null)) };
}

// The first person posts the files, so that everybody may see them.
async function share(plan) {
  const group = new ClientGroup(plan);
  await group.connect(0, 1);
  for (let at = 0; at < plan.attachments.length; at += OF_MESSAGE) {
    const ids = plan.attachments.slice(at, at + OF_MESSAGE);
    const body = { room_id: plan.rooms[0], client_id: `${process.pid}-${Date.now()}-${at}`, body: '', attachment_ids: ids };
    const answer = await group.clients[0].ask(['message:post', body]);
    if (answer.includes('"ok":false')) throw new Error(answer);
  }
  group.leave();
}

async function scroll(plan, agent, i, end, times) {
  const pause = BETWEEN / plan.per_second;
  await sleep((pause * i) / plan.people); // not all in the same moment
  for (let turn = 1, due = now(); due < end; turn += 1, due += pause) {
    await sleep(Math.max(0, due - now()));
    times.push(await get(plan, agent, i, turn));
  }
}

// How long it took, or null when it was refused.
function get(plan, agent, i, turn) {
  const path = plan.paths[(i + turn) % plan.paths.length], begun = now();
  const headers = plan.cookies ? { Cookie: plan.cookies[i % plan.cookies.length] } : {};
  return new Promise((resolve, reject) => {
    http.get(plan.url + path, { agent, headers, localAddress: address(i) }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200 ? now() - begun : null));
    }).on('error', reject);
  });
}
