// People who search all the time, each over a connection of their own, beside whatever else is measured. They are a
// process of their own: what it costs to be twenty browsers is other computers' work, and must not make the times of the
// person who posts and reads longer. For the same reason it has the lowest priority on the cores that all share here.
import { fork } from 'node:child_process';
import http from 'node:http';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { address } from './client.mjs';
import { now, sleep } from './numbers.mjs';

const JITTER = 0.618;

// Returns a function that ends the searches and resolves when the last is over. FOUND takes their times.
export function searchAllTheTime(plan, found) {
  const people = fork(fileURLToPath(import.meta.url));
  os.setPriority(people.pid, os.constants.priority.PRIORITY_LOW);
  people.send(plan);
  return async () => {
    const told = new Promise((resolve, reject) => {
      people.once('message', resolve);
      people.once('exit', (code) => reject(new Error(`The people who search have ended with ${code}`)));
    });
    people.send('over');
    const { times, refused, ms } = await told;
    found.times.push(...times);
    found.refused += refused;
    found.ms += ms;
  };
}

async function searchUntilTold(plan) {
  const found = { times: [], refused: 0 }, tally = { over: false }, begun = now();
  process.once('message', () => { tally.over = true; });
  await Promise.all(Array.from({ length: plan.searchers }, (_, i) => search(plan, i, found, tally)));
  process.send({ ...found, ms: now() - begun }, () => process.disconnect());
}

// The first two people post and read.
async function search(plan, i, found, tally) {
  const number = i + plan.people, agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const every = 1000 / plan.per_searcher;
  await sleep(every * ((i * JITTER) % 1));
  for (let turn = 0; !tally.over; turn += 1) {
    const begun = now(), text = plan.texts[(i * 97 + turn) % plan.texts.length];
    const status = await get(plan, `/api/search?q=${encodeURIComponent(text)}`, number, agent);
    if (status === 200) found.times.push(now() - begun);
    else found.refused += 1;
    await sleep(Math.max(0, begun + every - now()));
  }
  agent.destroy();
}

function get({ url, cookies }, path, number, agent) {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const headers = { Host: host, Cookie: cookies[number] };
    const request = http.get({ hostname, port, path, agent, localAddress: address(number), headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.once('message', searchUntilTold);
