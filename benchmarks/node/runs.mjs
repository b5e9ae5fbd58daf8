// The kinds of run. Each marks the moments at which the server's own accounts are read.
import { ClientGroup } from './clients.mjs';
import { mark } from './marks.mjs';
import { now, sleep, spread } from './numbers.mjs';
import { pictures } from './pictures.mjs';
import { post } from './posting.mjs';
import { pages, pageTimes, syncs } from './reading.mjs';
import { searchAllTheTime } from './searching.mjs';

const SETTLE = 1_000; // milliseconds until what follows a connection (presence, read marks) has been told
const AWAY = 4_000; // longer than the host waits before it calls somebody offline

async function fanOut(plan) {
  const group = new ClientGroup(plan);
  await mark('empty');
  await group.connect(0, plan.people);
  await sleep(SETTLE);
  await mark('connected');
  await post(group, { senders: plan.senders, messages: plan.warm_up, rate: plan.rate });
  await sleep(SETTLE);
  await mark('warm');
  const posted = await post(group, plan);
  await mark('posted');
  return posted;
}

async function idle(plan) {
  const group = new ClientGroup(plan);
  await group.connect(0, plan.warm_up);
  await sleep(SETTLE);
  await mark('some');
  await group.connect(plan.warm_up, plan.people);
  await sleep(2 * SETTLE);
  await mark('all');
  return { lost: group.lost };
}

// Everyone sleeps, somebody posts meanwhile, everyone is back at once and asks for what was missed.
async function storm(plan) {
  const group = new ClientGroup(plan);
  await group.connect(0, plan.people);
  const since = Object.fromEntries(group.clients[0].rooms.map(({ id, last_rev: rev }) => [id, rev]));
  await sleep(SETTLE);
  group.leave();
  await sleep(AWAY);
  await group.connect(plan.people, plan.people + 1);
  await post(group, { senders: 1, messages: plan.messages });
  await mark('asleep');
  const begun = now();
  const back = Array.from({ length: plan.people }, (_, i) => comeBack(group, i, since, begun));
  const times = await Promise.all(back);
  await mark('synced');
  return { ...spread(times.map(({ at }) => at)), missing: times.reduce((sum, { missing }) => sum + missing, 0), lost: group.lost };
}

async function comeBack(group, i, since, begun) {
  const client = group.client(i);
  await client.ready;
  const answer = await client.ask(group.protocol.sync(since));
  const at = now() - begun;
  const { messages } = JSON.parse(answer)[0];
  return { at, missing: group.plan.messages - messages.length };
}

// One person reads back, jumps about, comes back after a week; then two talk.
async function history(plan) {
  const group = new ClientGroup(plan);
  await group.connect(0, plan.people);
  const room = group.clients[0].rooms.find(({ id }) => id === plan.rooms[0]);
  const base = `/api/rooms/${room.id}/messages`, middle = (turn) => 1 + Math.floor((room.last_seq - 1) * ((turn * 0.618) % 1));
  const newest = await pages(plan, () => base);
  const jump = await pages(plan, (turn) => `${base}?around=${middle(turn)}`);
  const sync = await syncs(group.clients[0], room, plan, Math.min(plan.week, room.last_rev));
  await post(group, { senders: 1, messages: plan.warm_up });
  await mark('warm');
  const posted = await post(group, { senders: 1, messages: plan.messages });
  await mark('posted');
  return { newest, jump, sync, ...posted };
}

// One person posts and reads back, alone and beside people who search all the time. They take turns, because the speed of
// a machine and of its disk changes; the times of all turns count together.
async function search(plan) {
  const group = new ClientGroup(plan), searches = { times: [], refused: 0, ms: 0 };
  const taken = { alone: noTimes(), beside: noTimes() };
  await group.connect(0, 1);
  await post(group, { senders: 1, messages: plan.warm_up, rate: plan.rate });
  await sleep(SETTLE);
  for (let turn = 0; turn < plan.turns; turn += 1) {
    await postAndRead(group, plan, taken.alone, turn);
    const end = searchAllTheTime(plan, searches);
    await postAndRead(group, plan, taken.beside, turn);
    await end();
  }
  const { times, refused, ms } = searches;
  const told = { ...spread(times), refused, per_second: Math.round((times.length * 1000) / ms) };
  return { alone: summed(taken.alone), beside: summed(taken.beside), searches: told };
}

const noTimes = () => ({ posts: [], pages: [], missing: 0, refused: 0, lost: 0 });
const summed = ({ posts, pages, ...rest }) => ({ ...rest, post: spread(posts), page: spread(pages) });

async function postAndRead(group, plan, taken, turn) {
  const room = group.clients[0].rooms.find(({ id }) => id === plan.rooms[0]);
  const posted = await post(group, { senders: 1, messages: plan.messages, rate: plan.rate });
  taken.posts.push(...group.latencies);
  taken.missing += posted.missing;
  taken.refused += posted.refused;
  taken.lost = posted.lost;
  const middle = (number) => 1 + Math.floor((room.last_seq - 1) * (((number + turn * plan.requests) * 0.618) % 1));
  taken.pages.push(...(await pageTimes(plan, (number) => `/api/rooms/${room.id}/messages?around=${middle(number)}`)));
}

// Everybody comes and then does nothing: what that costs while they come, and what it costs to keep them.
async function largeOffice(plan) {
  const everybody = new ClientGroup(plan);
  await mark('empty');
  const begun = now();
  await everybody.connect(0, plan.people);
  const seconds = (now() - begun) / 1_000;
  await sleep(plan.settle);
  const sent = everybody.received();
  await mark('all');
  await sleep(plan.rest);
  await mark('rested');
  return { seconds, sent, idle_sent: everybody.received() - sent, asked: everybody.asked, lost: everybody.lost };
}

export const runs = { large_office: largeOffice, fan_out: fanOut, history, idle, pictures, search, storm };
