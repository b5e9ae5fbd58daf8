// People who search all the time, each over a connection of their own, beside whatever else is measured.
import http from 'node:http';
import { address } from './client.mjs';
import { now, sleep } from './numbers.mjs';

const JITTER = 0.618;

// Returns a function that ends the searches and resolves when the last is over. FOUND takes their times.
export function searchAllTheTime(plan, found) {
  const tally = { over: false }, begun = now();
  const people = Array.from({ length: plan.searchers }, (_, i) => search(plan, i, found, tally));
  return async () => {
    tally.over = true;
    await Promise.all(people);
    found.ms += now() - begun;
  };
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
