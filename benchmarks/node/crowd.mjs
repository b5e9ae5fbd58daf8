// Everyone who takes part in a run: connected in small groups, counted, measured.
import { Client } from './client.mjs';
import { dialects } from './dialects.mjs';
import { now } from './numbers.mjs';

const GROUP = 20; // handshakes under way at once, unless they are what is measured

export class Crowd {
  constructor(plan) {
    this.plan = plan;
    this.dialect = dialects[plan.target];
    this.clients = [];
    this.lost = 0;
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
      url, cookie: cookies?.[i], dialect: this.dialect,
      onDelivery: (stamp) => this.delivered(stamp), onLoss: () => { this.lost += 1; },
    });
  }

  delivered(stamp) {
    this.latencies.push(now() - stamp);
    if (this.latencies.length === this.expected) this.allArrived();
  }

  leave() {
    for (const client of this.clients) client.leave();
    this.clients = [];
  }
}
