#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A web server for test-download: ranges, ETags, cut connections, HTTPS, a proxy. Prints one line
« HTTP-PORT HTTPS-PORT OLD-TLS-PORT », then serves until its standard input ends.
GET /log gives and forgets what was asked since."""
import http.server
import ssl
import sys
import threading

CERTIFICATE = sys.argv[1]
BODY = bytes(i * 7 % 251 for i in range(600_000))
OTHER = bytes(i * 5 % 241 for i in range(500_000))
log = []
asked = {}
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def reply(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, where):
        self.reply(302, b"moved", Location=where)

    def version(self, path, times):
        """ETag and content of a path: /changing is another after its first request."""
        if path == "/changing" and times > 1:
            return '"v2"', OTHER
        return '"v1"', BODY

    def send(self, path, times, cut, ranges=True, weak=False):
        etag, body = self.version(path, times)
        if weak:
            etag = "W/" + etag
        if self.headers.get("If-None-Match") == etag:
            self.reply(304, ETag=etag)
            return
        start, status = 0, 200
        wanted = self.headers.get("Range", "")
        if ranges and wanted.startswith("bytes=") and self.headers.get("If-Range") == etag:
            start, status = int(wanted[6:].rstrip("-")), 206
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", "Thu, 05 Nov 2020 03:00:00 GMT")
        self.send_header("Content-Length", str(len(body) - start))
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.end_headers()
        if cut:
            self.wfile.write(body[start:start + 200_000])
            self.wfile.flush()
            self.close_connection = True
            return
        self.wfile.write(body[start:])

    def dated(self):
        day = "Thu, 05 Nov 2020 03:00:00 GMT"
        since = self.headers.get("If-Modified-Since", "-")
        with lock:
            log.append("since " + since)
        if since == day:
            self.reply(304)
        else:
            self.reply(200, BODY, Last_Modified=day)

    def do_GET(self):
        path = self.path
        if path.startswith("http://"):  # asked as a proxy
            with lock:
                log.append("proxy " + path)
            path = "/" + path.split("/", 3)[3]
        if path == "/log":
            with lock:
                text = "\n".join(log)
                log.clear()
            self.reply(200, text.encode())
            return
        with lock:
            asked[path] = times = asked.get(path, 0) + 1
            log.append(" ".join(["GET", path, self.headers.get("Range", "-"),
                                 self.headers.get("If-Range", "-"), self.headers.get("If-None-Match", "-")]))
        kind = path.split("/")[1]
        if kind == "dated":  # a server that knows dates, not versions
            self.dated()
        elif kind == "plain":
            self.send(path, times, cut=False)
        elif kind in ("cut", "changing"):
            self.send(path, times, cut=times == 1)
        elif kind == "cut-twice":
            self.send(path, times, cut=times <= 2)
        elif kind == "always-cut":
            self.send(path, times, cut=True, ranges=False)
        elif kind == "cut-no-range":
            self.send(path, times, cut=times == 1, ranges=False)
        elif kind == "cut-weak":
            self.send(path, times, cut=times == 1, weak=True)
        elif kind == "to-http":
            self.redirect(f"http://localhost:{plain.server_port}/plain")
        elif kind == "to-file":
            self.redirect("file:///etc/passwd")
        elif kind == "to-plain":
            self.redirect("/plain")
        elif kind == "ring":
            self.redirect("/ring")
        elif kind == "empty":
            self.reply(200)
        elif kind == "gone":
            self.reply(404, b"<html>not here</html>")
        elif kind == "bad-range":
            self.reply(416 if "Range" in self.headers else 200, BODY, ETag='"v1"')
        elif kind == "hang":
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.wfile.write(b"x" * 1000)
            self.wfile.flush()
            stop.wait(30)
        else:
            self.reply(500, b"?")


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass  # a client that goes away is part of the tests


def serve(context=None):
    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def context(old):
    result = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if old:
        result.set_ciphers("ALL:@SECLEVEL=0")
        result.minimum_version = result.maximum_version = ssl.TLSVersion.TLSv1_1
    result.load_cert_chain(CERTIFICATE)
    return result


stop = threading.Event()
plain = serve()
print(plain.server_port, serve(context(False)).server_port, serve(context(True)).server_port, flush=True)
sys.stdin.read()
stop.set()
