// How long a page waits for history: over HTTP page by page, and over the socket for what changed since.
import http from 'node:http';
import { address } from './client.mjs';
import { now, spread } from './numbers.mjs';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

// `path` is a function of the turn: every request asks for another place.
export const pages = async (plan, path) => spread(await pageTimes(plan, path));

export async function pageTimes({ url, cookies, requests }, path) {
  const times = [];
  for (let turn = 0; turn < requests; turn += 1) {
    const begun = now(), { messages } = await get(url, path(turn), cookies[0]);
    times.push(now() - begun);
    if (!messages.length) throw new Error(`nothing at ${path(turn)}`);
  }
  return times;
}

export async function syncs(client, room, { requests }, back) {
  const times = [];
  for (let turn = 0; turn < requests; turn += 1) {
    const begun = now(), answer = await client.ask(['rooms:sync', { rooms: { [room.id]: room.last_rev - back } }]);
    times.push(now() - begun);
    if (!answer.startsWith('[{"ok":true')) throw new Error(answer.slice(0, 200));
  }
  return spread(times);
}

function get(url, path, cookie) {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = http.get({ hostname, port, path, agent, localAddress: address(0), headers: { Host: host, Cookie: cookie } }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${path}: ${response.statusCode} ${text}`));
      });
    });
    request.on('error', reject);
  });
}
