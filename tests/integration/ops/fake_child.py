"""A stand-in for the app or Rasa: answers 200, notes its starts, obeys or ignores SIGTERM.

usage: fake_child.py PORT FOLDER NAME [--ignore-term] [--worker] [--die-at-once] [--not-ready]
"""

import os
import signal
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

port, folder, name, *options = sys.argv[1:]
notes = Path(folder)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503 if "--not-ready" in options else 200)
        self.end_headers()
        self.wfile.write(name.encode())

    def log_message(self, *_: object) -> None:
        pass


with (notes / f"{name}.pids").open("a") as pids:
    pids.write(f"{os.getpid()}\n")
print(f"{name} begins", flush=True)
if "--die-at-once" in options:
    print(f"{name} cannot read its model", flush=True)
    sys.exit(3)
if "--ignore-term" in options:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if "--worker" in options:
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with (notes / f"{name}.pids").open("a") as pids:
        pids.write(f"{worker.pid}\n")
ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()
