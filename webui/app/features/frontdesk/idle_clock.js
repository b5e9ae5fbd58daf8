/** How long nobody has used the front desk, by two clocks: one that no person can set, and one that goes on while the device sleeps. */

/** Between two looks no second of a visible page is so long: the device has slept, milliseconds. */
const SLEPT_MS = 15_000;

export class IdleClock {
  /** @param {number} limitMs after so long without use it is over @param {{steady: () => number, wall: () => number}} [clocks] milliseconds */
  constructor(limitMs, clocks = { steady: () => performance.now(), wall: () => Date.now() }) {
    this.limitMs = limitMs;
    this.clocks = clocks;
    this.used();
  }

  /** Notes that the desk is used now. */
  used() {
    this.last = this.looked = this.now();
  }

  /** Whether the desk has to be locked now. It is asked each second. */
  isOver() {
    const now = this.now();
    const isIdle = passed(this.last, now) >= this.limitMs;
    const hasSlept = passed(this.looked, now) >= SLEPT_MS;
    this.looked = now;
    return isIdle || hasSlept;
  }

  /** @returns {{steady: number, wall: number}} */
  now() {
    return { steady: this.clocks.steady(), wall: this.clocks.wall() };
  }
}

/** The longer of both: a clock of the wall that is set back keeps nothing open. @param {any} before @param {{steady: number, wall: number}} now */
const passed = (before, now) => Math.max(now.steady - before.steady, now.wall - before.wall);
