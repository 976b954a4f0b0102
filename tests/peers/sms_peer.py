#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SMS gateway for the tests that speaks as Kannel's sendsms does, with faults written in the text.

sms_peer.py: prints « PORT n », then « ACCEPT <id> <to> » for each message taken, « REPORT <id> <status>
<answer> » for each report sent. The text begins with words in brackets, « [later.x2] »:
  ok       taken                           laterxN   503 « Temporal failure » N times, then taken
  bad      400                             closedxN  403 N times, then taken
  cutlost  request read, closed, dropped   cutkept   request read, taken, closed without an answer
  odd      taken, 200 with other words     error     taken, 500
  stall    request read, no answer
and reports, after « . »: r= then statuses joined by « - », sent in this order (8 accepted, 1 delivered,
2 failed), « early » sends them before the answer."""
import re
import socket
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

times = {}
lock = threading.Lock()


def say(*words):
    with lock:
        print(*words, flush=True)


def spend(key, word, words):
    for part in words:
        found = re.fullmatch(word + r"(?:x(\d+))?", part)
        if found:
            with lock:
                used = times[key, word] = times.get((key, word), 0) + 1
            return found[1] is None or used <= int(found[1])
    return False


def report(url, ident, words):
    for part in words:
        if part.startswith("r="):
            for status in part[2:].split("-"):
                address = url.replace("%d", status)
                try:
                    answer = urllib.request.urlopen(address, timeout=10).status
                except urllib.error.HTTPError as error:
                    answer = error.code
                except OSError:
                    answer = 0
                say("REPORT", ident, status, answer)


def answer(stream, status, words):
    stream.sendall(b"HTTP/1.1 %d x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                   % (status, len(words), words))


def handle(stream):
    stream.settimeout(10)
    data = b""
    while b"\r\n\r\n" not in data:
        piece = stream.recv(65536)
        if not piece:
            return
        data += piece
    target = data.split(b" ")[1].decode()
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(target).query, keep_blank_values=True)
    text, to, dlr = query["text"][0], query["to"][0], query.get("dlr-url", [""])[0]
    ident = urllib.parse.parse_qs(urllib.parse.urlsplit(dlr).query).get("id", ["?"])[0]
    words = re.match(r"\[([^\]]*)\]", text)[1].split(".") if text.startswith("[") else ["ok"]
    if spend(ident, "later", words):
        return answer(stream, 503, b"Temporal failure, try again later.")
    if spend(ident, "closed", words):
        return answer(stream, 403, b"Authorization failed for sendsms")
    if "bad" in words:
        return answer(stream, 400, b"Invalid number")
    if "cutlost" in words:
        return
    if "stall" in words:
        time.sleep(6)
        return
    say("ACCEPT", ident, to)
    if "early" in words:
        report(dlr, ident, words)
    if "cutkept" in words:
        pass
    elif "odd" in words:
        answer(stream, 200, b"thank you")
    elif "error" in words:
        answer(stream, 500, b"oops")
    else:
        answer(stream, 202, b"0: Accepted for delivery")
    stream.close()
    if "early" not in words:
        report(dlr, ident, words)


def guard(stream):
    try:
        handle(stream)
    except OSError:
        pass
    finally:
        stream.close()


def serve():
    while True:
        threading.Thread(target=guard, args=(listener.accept()[0],), daemon=True).start()


listener = socket.create_server(("127.0.0.1", 0), backlog=64)
threading.Thread(target=serve, daemon=True).start()
print("PORT", listener.getsockname()[1], flush=True)
while sys.stdin.readline():
    say("HEARD")
