// How each server is spoken to. `hello` is the text that ends a connection's opening; the rest makes packets' bodies.

export const protocols = {
  peer: {
    hello: '40',
    rooms: () => [],
    post: (room, clientId, text) => ['send', { room: room ?? 'room-0', text }],
    sync: (since) => ['sync', { since: since.peer ?? 0 }],
  },
  host: {
    hello: '42["welcome"',
    rooms: (packet) => JSON.parse(packet.slice(2))[1].rooms,
    user: (packet) => JSON.parse(packet.slice(2))[1].user.id,
    presence: (ids) => ['presence:ask', { user_ids: ids }],
    post: (room, clientId, body) => ['message:post', { room_id: room, client_id: clientId, body }],
    sync: (since) => ['rooms:sync', { rooms: since }],
  },
};
