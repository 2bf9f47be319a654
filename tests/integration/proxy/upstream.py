"""Two small servers behind a proxy that say what reached them."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from evaluation.stack import free_port


@dataclass
class Upstream:
    """One of them; `mood`: "well", "dies" (the connection ends with the call read), "gone" (nobody listens)."""

    name: str
    port: int = field(default_factory=free_port)
    mood: str = "well"
    heads: list[dict[str, str]] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)


@contextmanager
def serving(upstream: Upstream) -> Iterator[Upstream]:
    """Runs it in threads."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/healthz":  # a proxy asks of itself
                self._say("ok")
            else:
                self.do_POST()

        def do_POST(self) -> None:
            body = self._body()
            upstream.heads.append({key.lower(): value for key, value in self.headers.items()})
            upstream.digests.append(hashlib.sha256(body).hexdigest())
            if upstream.mood == "dies":
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self._say(upstream.name)

        def _say(self, text: str) -> None:
            answer = text.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding") != "chunked":
                wanted = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(wanted)
                if len(body) < wanted:
                    raise ConnectionAbortedError("the call was given up in the middle")
                return body
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)

        def log_message(self, *_: object) -> None:
            pass

    if upstream.mood == "gone":
        yield upstream
        return
    server = ThreadingHTTPServer(("127.0.0.1", upstream.port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield upstream
    finally:
        server.shutdown()
        server.server_close()
