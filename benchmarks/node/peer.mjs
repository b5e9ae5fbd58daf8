// What the host is measured against: the reference Socket.IO server with the smallest chat on it.
// No accounts, no rules, no database; the newest messages are kept in memory, so that a page that comes back can ask.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const KEPT = 1_000; // messages

const rooms = Number(process.argv[2] ?? 1);
const server = createServer();
const io = new Server(server);
const kept = [];
let count = 0;

io.on('connection', (socket) => {
  for (let room = 0; room < rooms; room += 1) socket.join(`room-${room}`);
  socket.on('send', ({ room, text }, ack) => {
    count += 1;
    const message = { id: count, room, author: socket.id, text };
    kept.push(message);
    if (kept.length > KEPT) kept.shift();
    io.to(room).emit('message', message);
    ack({ ok: true, id: count });
  });
  socket.on('sync', ({ since }, ack) => ack({ ok: true, messages: kept.filter(({ id }) => id > since) }));
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })));
