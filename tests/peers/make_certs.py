#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests' own authority and the certificates it, and others, give out.

make_certs.py FOLDER: writes ca.pem, then NAME.pem and NAME.key for right, expired, future, name, sha1,
rsa1024, other (another authority's) and self (nobody's)."""
import os
import subprocess
import sys

folder = sys.argv[1]


def openssl(*args):
    subprocess.run(["openssl", *args], cwd=folder, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def authority(name):
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=" + name,
            "-keyout", name + ".key", "-out", name + ".pem", "-addext", "basicConstraints=critical,CA:TRUE",
            "-addext", "keyUsage=critical,keyCertSign")


def certificate(name, signer, host="IP:127.0.0.1,DNS:localhost", bits="2048", digest="sha256", dates=()):
    with open(os.path.join(folder, name + ".ext"), "w", encoding="ascii") as file:
        file.write("subjectAltName=%s\nbasicConstraints=CA:FALSE\n" % host)
    openssl("req", "-newkey", "rsa:" + bits, "-nodes", "-subj", "/CN=localhost", "-keyout", name + ".key",
            "-out", name + ".csr")
    if not dates:
        openssl("x509", "-req", "-in", name + ".csr", "-CA", signer + ".pem", "-CAkey", signer + ".key",
                "-CAcreateserial", "-days", "10", "-" + digest, "-extfile", name + ".ext", "-out",
                name + ".pem")
        return
    with open(os.path.join(folder, name + ".cnf"), "w", encoding="ascii") as file:
        file.write("[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=%s.db\nrand_serial=yes\n"
                   "default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n" % name)
    open(os.path.join(folder, name + ".db"), "w", encoding="ascii").close()
    openssl("ca", "-batch", "-config", name + ".cnf", "-in", name + ".csr", "-cert", signer + ".pem",
            "-keyfile", signer + ".key", "-startdate", dates[0], "-enddate", dates[1], "-extfile",
            name + ".ext", "-notext", "-out", name + ".pem")


authority("ca")
authority("stranger")
certificate("right", "ca")
certificate("name", "ca", host="DNS:elsewhere.example")
certificate("sha1", "ca", digest="sha1")
certificate("rsa1024", "ca", bits="1024")
certificate("other", "stranger")
certificate("expired", "ca", dates=("20200101000000Z", "20210101000000Z"))
certificate("future", "ca", dates=("20450101000000Z", "20460101000000Z"))
openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost", "-keyout",
        "self.key", "-out", "self.pem", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost")
