#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of archives for flow-first-start: archives.py FOLDER zips each folder in FOLDER and
serves it as /NAME.zip. Prints its port; then each line of its standard input says how it answers
from now on: « refuse », « hold » (half of the archive, then nothing until the next line), « serve »."""
import http.server
import io
import os
import sys
import threading
import zipfile

folder = sys.argv[1]
changed = threading.Condition()
mode = "refuse"


def archive(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("filling.bin", os.urandom(400_000))  # a download that lasts
        for file in sorted(os.listdir(os.path.join(folder, name))):
            zipped.write(os.path.join(folder, name, file), file)
    return out.getvalue()


bodies = {f"/{name}.zip": archive(name) for name in os.listdir(folder)
          if os.path.isdir(os.path.join(folder, name))}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        body = bodies.get(self.path)
        with changed:
            now = mode
        if body is None or now == "refuse":
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        half = len(body) // 2
        self.wfile.write(body[:half])
        self.wfile.flush()
        with changed:
            changed.wait_for(lambda: mode != "hold")
            if mode == "refuse":
                self.close_connection = True
                return
        self.wfile.write(body[half:])


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass  # the program stops a download


server = Server(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
for line in sys.stdin:
    with changed:
        mode = line.strip()
        changed.notify_all()
