// Everyone who takes part in a run: connected in small groups, counted, measured.
import { Client } from './client.mjs';
import { protocols } from './protocols.mjs';
import { now } from './numbers.mjs';

const ASK_AFTER = 5_000, ASK_WITHIN = 10_000, LONGEST = 8; // milliseconds: webui/app/sync/presence.js
const GROUP = 20; // handshakes under way at once, unless they are what is measured

export class ClientGroup {
  constructor(plan) {
    this.plan = plan;
    this.protocol = protocols[plan.target];
    this.clients = [];
    this.lost = 0;
    this.asked = 0;
    this.reset(0);
  }

  // Forgets what was counted; `expected` deliveries from now on resolve `everything`.
  reset(expected) {
    this.latencies = [];
    this.expected = expected;
    this.everything = new Promise((resolve) => { this.allArrived = resolve; });
  }

  async connect(from, to, group = GROUP) {
    for (let i = from; i < to; i += group) {
      const some = Array.from({ length: Math.min(group, to - i) }, (_, k) => this.client(i + k));
      this.clients.push(...some);
      await Promise.all(some.map(({ ready }) => ready));
    }
  }

  client(i) {
    const { url, cookies } = this.plan;
    return new Client(i, {
      url, cookie: cookies?.[i], protocol: this.protocol,
      onCount: this.plan.shown && ((client) => this.askSoon(client)),
      onDelivery: (stamp) => this.delivered(stamp), onLoss: () => { this.lost += 1; },
    });
  }

  // As a page does that is told how many have come instead of who: it asks for those whom it shows, and not too often.
  askSoon(client) {
    if (client.asking) return;
    client.asking = true;
    client.times = Math.min(2 * (client.times ?? 0.5), LONGEST);
    setTimeout(() => {
      client.asking = false;
      const ids = this.clients.slice(-this.plan.shown).map(({ userId }) => userId).filter(Boolean);
      this.asked += ids.length > 0;
      if (ids.length > 0 && !client.leaving) void client.ask(this.protocol.presence(ids));
    }, client.times * (ASK_AFTER + Math.random() * ASK_WITHIN));
  }

  delivered(stamp) {
    this.latencies.push(now() - stamp);
    if (this.latencies.length === this.expected) this.allArrived();
  }

  // Bytes that the server has sent to those who are connected, handshakes included.
  received() {
    return this.clients.reduce((sum, client) => sum + client.received(), 0);
  }

  leave() {
    for (const client of this.clients) client.leave();
    this.clients = [];
  }
}
