"""Lists the internal names and parameters of libraries that each file relies on (test_upstream.py)."""

# The import name of each library, and what it is called in pyproject.toml.
LIBRARIES = {
    "engineio": "python-engineio",
    "gevent": "gevent",
    "simple_websocket": "simple-websocket",
    "socketio": "python-socketio",
    "webview": "pywebview",
    "zeroconf": "zeroconf",
}
# The file that relies on it, then `module:name` and its parameters. Names without parentheses only have to be there.
TOUCHED: dict[str, list[str]] = {
    "chat_desktop/realtime/transport/engine.py": [
        "engineio:Server.handle_request(self, environ, start_response)",
        "engineio:Server._handle_connect(self, environ, start_response, transport, jsonp_index=None)",
        "engineio:Server._trigger_event(self, event, *args, **kwargs)",
        "engineio:Server._upgrades(self, sid, transport)",
        "engineio:Server._ok(self, packets=None, headers=None, jsonp_index=None)",
        "engineio:Server._bad_request(self, message=None)",
        "engineio:Server._unauthorized(self, message=None)",
        "engineio:Server._method_not_found(self)",
        "engineio:Server._log_error_once(self, message, message_key)",
        "engineio:Server.generate_id(self)",
        "engineio:Server.send_packet(self, sid, pkt)",
        "engineio:Server.disconnect(self, sid=None)",
        "socketio:Manager.eio_sid_from_sid(self, sid, namespace)",
        "socketio:Server.disconnect(self, sid, namespace=None, ignore_queue=False)",
        "engineio.packet:OPEN",
        # chat.spec and SocketIO's `async_mode` name it by its path.
        "engineio.async_drivers.gevent:_async",
    ],
    "chat_desktop/realtime/transport/socket.py": [
        *(f"engineio.packet:{name}" for name in ("PING", "NOOP", "CLOSE", "MESSAGE")),
        *(f"engineio:Server.reason.{name}" for name in ("CLIENT_DISCONNECT", "SERVER_DISCONNECT")),
        *(f"engineio:Server.reason.{name}" for name in ("PING_TIMEOUT", "TRANSPORT_CLOSE")),
        "engineio.exceptions:EngineIOError",
        # What the server of python-engineio calls on its sockets, which ours stands in for.
        "engineio.socket:Socket.handle_get_request(self, environ, start_response)",
        "engineio.socket:Socket.handle_post_request(self, environ)",
        "engineio.socket:Socket.close(self, wait=True, abort=False, reason=None)",
    ],
    "chat_desktop/realtime/transport/polling.py": ["engineio.packet:Packet.encode(self, b64=False)"],
    "chat_desktop/realtime/transport/packets.py": [
        "socketio:Server._handle_event(self, eio_sid, namespace, id, data)",
        "socketio:Server._handle_connect(self, eio_sid, namespace, data)",
        "socketio:Server._handle_disconnect(self, eio_sid, namespace, reason=None)",
        "socketio:Server.reason.CLIENT_DISCONNECT",
        "socketio:Manager.sid_from_eio_sid(self, eio_sid, namespace)",
        "engineio.packet:Packet.__init__(self, packet_type=6, data=None, encoded_packet=None)",
    ],
    "chat_desktop/realtime/transport/manager.py": [
        *(f"socketio.packet:{name}" for name in ("CONNECT", "DISCONNECT", "EVENT", "ACK", "Packet.uses_binary_events")),
        (
            "socketio.packet:Packet.__init__"
            "(self, packet_type=2, data=None, namespace=None, id=None, binary=None, encoded_packet=None)"
        ),
        "socketio.packet:Packet.encode(self)",
        "socketio:Manager.__init__(self)",
        "socketio:Manager.get_participants(self, namespace, room)",
        "socketio:Manager.basic_enter_room(self, sid, namespace, room, eio_sid=None)",
        "socketio:Manager.basic_leave_room(self, sid, namespace, room)",
        "socketio:Manager.basic_disconnect(self, sid, namespace, **kwargs)",
        "socketio:Manager.is_sid_room(self, namespace, room)",
    ],
    "chat_desktop/realtime/lifecycle.py": ["socketio:Server.reason.PING_TIMEOUT"],
    "chat_desktop/realtime/transport/handshake.py": [
        (
            "simple_websocket:Server.__init__(self, environ, subprotocols=None, receive_bytes=4096, "
            "ping_interval=None, max_message_size=None, thread_class=None, event_class=None, selector_class=None)"
        ),
        "simple_websocket:Server.handshake(self)",
    ],
    "chat_desktop/network/http/request_body.py": [
        "gevent.pywsgi:Input.__init__(self, rfile, content_length, socket=None, chunked_input=False)",
        "gevent.pywsgi:Input._do_read(self, length=None, use_readline=False)",
        "gevent.pywsgi:Input._discard(self)",
        "gevent.pywsgi:Input._send_100_continue(self)",
        *(f"gevent.pywsgi:Input.{name}" for name in ("rfile", "position", "socket", "content_length")),
    ],
    "chat_desktop/network/http/handler.py": [
        "gevent.pywsgi:WSGIHandler.handle(self)",
        "gevent.pywsgi:WSGIHandler.handle_one_request(self)",
        "gevent.pywsgi:WSGIHandler.handle_one_response(self)",
        "gevent.pywsgi:WSGIHandler.get_environ(self)",
        "gevent.pywsgi:WSGIHandler.finalize_headers(self)",
        "gevent.pywsgi:WSGIHandler.start_response(self, status, headers, exc_info=None)",
        "gevent.pywsgi:WSGIHandler.write(self, data)",
        "gevent.pywsgi:WSGIHandler.process_result(self)",
        "gevent.pywsgi:WSGIHandler._sendall(self, data)",
        "gevent.pywsgi:WSGIHandler.handle_error(self, t, v, tb)",
        "gevent.pywsgi:WSGIHandler.log_request(self)",
        "gevent.pywsgi:WSGIHandler.log_error(self, msg, *args)",
    ],
    "chat_desktop/network/http/server.py": [
        (
            "gevent.pywsgi:WSGIServer.__init__(self, listener, application=None, backlog=None, spawn='default', "
            "log='default', error_log='default', handler_class=None, environ=None, **ssl_args)"
        ),
        "gevent.pywsgi:WSGIServer.handler_class",
        "gevent.pywsgi:WSGIServer.max_accept",
        "gevent.pywsgi:WSGIServer.get_environ(self)",
        "gevent.hub:Hub.print_exception(self, context, t, v, tb)",
        "gevent.hub:Hub.SYSTEM_ERROR",
        "gevent.hub:Hub.NOT_ERROR",
        "gevent.hub:Hub.destroy(self, destroy_loop=None)",
    ],
    "chat_desktop/fair_share.py": ["gevent.hub:Waiter.get(self)", "gevent.hub:Waiter.switch(self, value)"],
    "chat_desktop/network/mdns/flood_guard.py": [
        "zeroconf:Zeroconf.async_wait_for_start(self, timeout=9)",
        "zeroconf:DNSIncoming.answers(self)",
        "zeroconf:DNSIncoming.is_query(self)",
        "zeroconf:DNSIncoming.valid",
        "zeroconf:DNSOutgoing.add_answer_at_time(self, record, now)",
        "zeroconf:DNSOutgoing.packets(self)",
        *(f"zeroconf:DNSPointer.{name}" for name in ("alias", "ttl", "name")),
        "zeroconf._engine:AsyncEngine.readers",
        "zeroconf._engine:AsyncEngine.senders",
        "zeroconf._transport:_WrappedTransport.transport",
    ],
    "chat_desktop/network/mdns/service_browser.py": [
        "zeroconf:DNSOutgoing.add_question(self, record)",
        "zeroconf:Zeroconf.async_send(self, out, addr=None, port=5353, v6_flow_scope=(), transport=None)",
        "zeroconf:DNSCache.async_all_by_details(self, name, type_, class_)",
        "zeroconf:DNSPointer.created",
        "zeroconf:ServiceInfo.load_from_cache(self, zc, now=None)",
    ],
    "chat_desktop/network/mdns/hostname.py": [
        "zeroconf:AddressResolver.async_request(self, zc, timeout, question_type=None, addr=None, port=5353)",
        "zeroconf:DNSCache.entries_with_name(self, name)",
        "zeroconf:DNSAddress.is_expired(self, now)",
        "zeroconf:DNSAddress.address",
        "zeroconf:current_time_millis()",
    ],
    "chat_desktop/desktop/window/window.py": ["webview.util:js_bridge_call(window, func_name, param, value_id)"],
}
