#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail relay for the tests (aiosmtpd): STARTTLS or TLS, AUTH, and faults written in the recipient.

smtp_peer.py --folder DIR --cert FILE --key FILE [--tls] [--port N] [--password WORD]
             [--max-per-connection N] [--kill PIDFILE]

Prints « PORT n », then one line an event: CONNECT, RETRY what, ACCEPT <message-id> <recipient>, CUT …
Messages accepted are kept as DIR/NNNNNN.eml, as they came in. Ends with standard input.

The local part of the recipient says what happens, words joined by « . », the last one is free:
  ok              accepted                       rcpt450xN   RCPT answered 450 N times, then accepted
  rcpt550         RCPT answered 550              mail451xN   MAIL answered 451 N times (see --max…)
  data450xN       the whole message answered 450 N times     data554     … 554
  cutrcpt xN      cut at RCPT, N times           cutdata     cut at DATA, before 354
  cutlost         everything received, then cut, message dropped
  cutkept         everything received and kept, then cut
  stall           everything received, no answer at all (dropped)
  slow            answers after 300 ms
  kill            ends the process in PIDFILE once everything is received, keeps the message
"""
import argparse
import asyncio
import os
import re
import signal
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def say(*words):
    print(*words, flush=True)


class Relay:
    def __init__(self, args):
        self.args = args
        self.count = 0
        self.times = {}

    def spend(self, address, word):
        """True while the fault « wordxN » of this address is not used up; « word » alone is for ever."""
        for part in address.split("@")[0].split("."):
            found = re.fullmatch(word + r"(?:x(\d+))?", part)
            if found:
                if found[1] is None:
                    return True
                used = self.times.get((address, word), 0)
                self.times[address, word] = used + 1
                return used < int(found[1])
        return False

    def keep(self, envelope, address):
        self.count += 1
        path = os.path.join(self.args.folder, "%06d.eml" % self.count)
        with open(path, "wb") as file:
            file.write(envelope.content)
        found = re.search(rb"^message-id:\s*<([^>]*)>", envelope.content, re.I | re.M)
        say("ACCEPT", found[1].decode() if found else "?", address)

    async def handle_MAIL(self, server, session, envelope, address, options):
        server.dcr_messages = getattr(server, "dcr_messages", 0) + 1
        limit = self.args.max_per_connection
        if limit and server.dcr_messages > limit:
            server.transport.write(b"421 4.7.0 too many messages\r\n")
            server.transport.close()
            return "421 4.7.0 too many messages"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.spend(address, "cutrcpt"):
            say("CUT rcpt", address)
            server.transport.abort()
            return "421 gone"
        if self.spend(address, "rcpt450"):
            say("LATER", address)
            return "450 4.2.1 mailbox busy"
        if self.spend(address, "rcpt550"):
            say("REFUSE", address)
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        if self.spend(address, "data450"):
            say("LATER", address)
            return "450 4.3.0 try again"
        if self.spend(address, "data554"):
            say("REFUSE", address)
            return "554 5.7.1 refused by policy"
        if self.spend(address, "cutlost"):
            say("CUT lost", address)
            server.transport.abort()
            return "421 gone"
        if self.spend(address, "stall"):
            say("STALL", address)
            await asyncio.sleep(3600)
        if self.spend(address, "slow"):
            await asyncio.sleep(0.3)
        self.keep(envelope, address)
        if self.spend(address, "cutkept"):
            say("CUT kept", address)
            server.transport.abort()
        if self.spend(address, "kill") and self.args.kill:
            os.kill(int(open(self.args.kill).read()), signal.SIGKILL)
            say("KILLED", address)
        return "250 2.0.0 kept"


class Peer(SMTP):
    """aiosmtpd answers DATA by itself: a cut before 354 is ours."""

    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and self.event_handler.spend(self.envelope.rcpt_tos[0], "cutdata"):
            say("CUT data", self.envelope.rcpt_tos[0])
            self.transport.abort()
            return
        await super().smtp_DATA(arg)

    def connection_made(self, transport):
        if getattr(self, "_original_transport", None) is None:
            say("CONNECT")
        super().connection_made(transport)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--cert", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--password", default="")
    parser.add_argument("--max-per-connection", type=int, default=0)
    parser.add_argument("--kill")
    args = parser.parse_args()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(args.cert, args.key)
    relay = Relay(args)

    def check(server, session, envelope, mechanism, data):
        right = data.login == b"decroche" and data.password == args.password.encode()
        return AuthResult(success=right, handled=right)

    def make():
        options = dict(hostname="relay.test", enable_SMTPUTF8=False, timeout=60)
        if args.password:
            options.update(authenticator=check, auth_required=True, auth_require_tls=not args.tls)
        if not args.tls:
            options.update(tls_context=context, require_starttls=True)
        return Peer(relay, **options)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "127.0.0.1", args.port, ssl=context if args.tls else None)
    say("PORT", server.sockets[0].getsockname()[1])
    while await loop.run_in_executor(None, sys.stdin.readline):
        say("HEARD")
    os._exit(0)


logging_off = __import__("logging")
logging_off.disable(logging_off.CRITICAL)
asyncio.run(main())
