#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that must get nothing: hostile_tls.py KIND FOLDER PROTOCOL

KIND: right (the control, which does get the message), expired, future, name, other, self, sha1, rsa1024
(certificates of FOLDER), tls10, tls11, nostarttls, injected, refused, cleartext.
PROTOCOL: smtp (STARTTLS), smtps or https. One connection after the other until standard input ends; then
prints « PAYLOAD n »: bytes received beyond a TLS handshake, EHLO, STARTTLS and QUIT."""
import socket
import ssl
import sys
import threading
import warnings

warnings.simplefilter("ignore")
kind, folder, protocol = sys.argv[1:4]
name = kind if kind in ("expired", "future", "name", "other", "self", "sha1", "rsa1024") else "right"
payload = 0
POLITE = (b"EHLO", b"HELO", b"STARTTLS", b"QUIT")


def tls_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    if kind in ("tls10", "tls11"):
        version = ssl.TLSVersion.TLSv1 if kind == "tls10" else ssl.TLSVersion.TLSv1_1
        context.minimum_version = context.maximum_version = version
    context.load_cert_chain(f"{folder}/{name}.pem", f"{folder}/{name}.key")
    return context


def line_of(stream):
    global payload
    line = b""
    while not line.endswith(b"\n"):
        byte = stream.recv(1)
        if not byte:
            break
        line += byte
    if line and not line.upper().startswith(POLITE):
        payload += len(line)
    return line


def talk_smtp(stream, secured):
    """A relay that agrees to everything."""
    in_data = False
    if not secured or protocol == "smtps":
        stream.sendall(b"220 relay ready\r\n")
    while True:
        line = line_of(stream)
        if not line:
            return
        word = line[:4].upper()
        if in_data:
            if line == b".\r\n":
                in_data = False
                stream.sendall(b"250 kept\r\n")
        elif word == b"EHLO":
            offer = b"" if secured or kind == "nostarttls" else b"250-STARTTLS\r\n"
            stream.sendall(b"250-relay\r\n" + offer + b"250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n")
        elif word == b"STAR":
            if kind == "refused":
                stream.sendall(b"454 TLS not available\r\n")
                continue
            extra = b"250-relay\r\n250 AUTH PLAIN\r\n235 ok\r\n250 ok\r\n250 ok\r\n354 go on\r\n250 kept\r\n"
            stream.sendall(b"220 go ahead\r\n" + (extra if kind == "injected" else b""))
            if kind == "cleartext":  # never begins TLS, goes on in clear
                stream.sendall(b"250 AUTH PLAIN\r\n")
                return count_clear(stream)
            if kind == "injected":
                return talk_injected(stream)
            return talk_smtp(tls_context().wrap_socket(stream, server_side=True), True)
        elif word == b"AUTH":
            if len(line.split()) < 3:  # « AUTH PLAIN » alone: the password comes in a line of its own
                stream.sendall(b"334 \r\n")
                line_of(stream)
            stream.sendall(b"235 welcome\r\n")
        elif word == b"DATA":
            in_data = True
            stream.sendall(b"354 go on\r\n")
        elif word == b"QUIT":
            stream.sendall(b"221 bye\r\n")
            return
        else:
            stream.sendall(b"250 ok\r\n")


def count_clear(stream):
    """All that is not the beginning of a TLS handshake."""
    global payload
    while data := stream.recv(4096):
        payload += 0 if data.startswith(b"\x16\x03") else len(data)
        stream.sendall(b"250 ok\r\n")


def talk_injected(stream):
    """TLS is right, the answers sent before it were not: nothing may be taken for said under TLS. A
    client that throws them away and begins again is right too: then it is told no."""
    secured = tls_context().wrap_socket(stream, server_side=True)
    secured.settimeout(3)
    while True:
        if not line_of(secured):
            return
        secured.sendall(b"554 no\r\n")


def talk_https(stream):
    global payload
    secured = tls_context().wrap_socket(stream, server_side=True)
    data = secured.recv(4096)
    payload += len(data)
    secured.sendall(b"HTTP/1.1 202 ok\r\nConnection: close\r\n\r\n0: Accepted")


def serve(listener):
    while True:
        stream = listener.accept()[0]
        stream.settimeout(5)
        try:
            if protocol == "https":
                talk_https(stream)
            elif protocol == "smtps":
                talk_smtp(tls_context().wrap_socket(stream, server_side=True), True)
            else:
                talk_smtp(stream, False)
        except (OSError, ssl.SSLError):
            pass
        finally:
            stream.close()


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(listener,), daemon=True).start()
print("PORT", listener.getsockname()[1], flush=True)
sys.stdin.read()
print("PAYLOAD", payload, flush=True)
