// One person's page, as far as a server can tell: an Engine.IO client over a WebSocket of its own.
import WebSocket from 'ws';

const TEXT_4 = 0x34, TEXT_2 = 0x32, TEXT_M = 0x6d, TEXT_B = 0x62;
const STAMP = Buffer.from('#t=');

// An address each: limits per address then behave as on a real network.
export const address = (i) => `127.${1 + (i >> 14)}.${(i >> 7) & 127}.${2 + (i & 127)}`;

export class Client {
  constructor(number, { url, cookie, protocol, onCount, onDelivery, onLoss }) {
    Object.assign(this, { number, protocol, onCount, onDelivery, onLoss, rooms: [], waiting: new Map(), acks: 0, leaving: false });
    const { host, origin } = new URL(url);
    this.ready = new Promise((resolve, reject) => {
      this.ws = new WebSocket(`ws://${host}/socket.io/?EIO=4&transport=websocket`, {
        origin, localAddress: address(number), perMessageDeflate: false, headers: cookie ? { Cookie: cookie } : {},
      });
      this.opened = resolve;
      this.ws.on('message', (data) => this.receive(data));
      this.ws.on('error', reject);
      this.ws.on('close', () => this.closed());
    });
  }

  receive(data) {
    // Deliveries first, and without making a string of them: 500 readers share this process and its two cores.
    if (data[0] === TEXT_4 && data[1] === TEXT_2 && data[4] === TEXT_M && data[5] !== TEXT_B) {
      const at = data.indexOf(STAMP);
      if (at >= 0) this.onDelivery(parseFloat(data.latin1Slice(at + 3, at + 24)));
      return;
    }
    this.receiveOther(data.toString());
  }

  receiveOther(packet) {
    if (packet === '2') this.ws.send('3');
    else if (packet[0] === '0') this.ws.send('40');
    else if (packet.startsWith('43')) this.receiveAck(packet);
    else if (packet.startsWith('44')) throw new Error(`refused: ${packet}`);
    else if (packet.startsWith('42["presence:changed"') && packet.includes('"count":')) this.onCount?.(this);
    else if (packet.startsWith(this.protocol.hello)) {
      this.rooms = this.protocol.rooms(packet);
      this.userId = this.protocol.user?.(packet);
      this.opened(this);
    }
  }

  receiveAck(packet) {
    const bracket = packet.indexOf('['), id = Number(packet.slice(2, bracket));
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    resolve?.(packet.slice(bracket));
  }

  // The text of the answer: who needs what is in it parses it.
  ask([event, body]) {
    this.acks += 1;
    const id = this.acks;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.ws.send(`42${id}${JSON.stringify([event, body])}`);
    });
  }

  post(room, clientId, text) {
    return this.ask(this.protocol.post(room, clientId, text));
  }

  received() {
    return this.ws._socket?.bytesRead ?? 0;
  }

  leave() {
    this.leaving = true;
    this.ws.terminate();
  }

  closed() {
    if (!this.leaving) this.onLoss(this);
  }
}
