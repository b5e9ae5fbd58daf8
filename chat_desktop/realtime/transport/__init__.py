"""The transport of Socket.IO, without any rule of the chat: frames, handshakes, sockets, polling, output."""
