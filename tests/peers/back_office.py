#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A back office without the program, as its mail program would do it: reads the e-mail of an escalation,
checks its attachment against the published schema (python3-jsonschema), writes an answer.

back_office.py MAIL.eml SCHEMA.json ANSWER.eml TEXT [canary...]

Prints the fields the test looks at, « field<TAB>value » a line; exit 1 with a sentence when the mail is not
what it must be. A canary is something that must stand nowhere in it, whatever the encoding."""
import base64
import email
import email.policy
import json
import sys
from email.message import EmailMessage
from email.utils import make_msgid

import jsonschema


def fail(sentence):
    sys.exit(sentence)


def check_schema(document, schema):
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.draft7_format_checker)
    validator.validate(document)
    # and the schema says no when it must: each mandatory member taken out, one unknown one put in
    for name in schema["required"]:
        less = {key: value for key, value in document.items() if key != name}
        if validator.is_valid(less):
            fail("the schema takes a document without " + name)
    if validator.is_valid(dict(document, nir="1 85")):
        fail("the schema takes a member that it does not know")
    if validator.is_valid(dict(document, token="x")):
        fail("the schema takes any token")


def main():
    path, schema_path, answer_path, text = sys.argv[1:5]
    raw = open(path, "rb").read()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    parts = list(mail.walk())
    body = mail.get_body(("plain",)).get_content()
    attachments = list(mail.iter_attachments())
    if len(attachments) != 1 or attachments[0].get_content_type() != "application/json":
        fail("one JSON attachment is expected")
    if parts[1].get_content_type() != "text/plain":
        fail("the text comes first")
    content = attachments[0].get_payload(decode=True)
    document = json.loads(content)
    check_schema(document, json.load(open(schema_path, encoding="utf-8")))
    whole = "\n".join([str(mail["Subject"]), str(mail["To"]), body, content.decode("utf-8"), attachments[0].get_filename()])
    for canary in sys.argv[5:]:
        for form in (canary, canary.replace(" ", ""), base64.b64encode(canary.encode()).decode()):
            if form in whole or form.encode() in raw:
                fail("the mail holds " + canary)
    for name, value in (("subject", mail["Subject"]), ("reply-to", mail["Reply-To"]), ("auto", mail["Auto-Submitted"]),
                        ("file", attachments[0].get_filename()), ("number", document["number"]),
                        ("token", document["token"]), ("facts", len(document["facts"]))):
        print(name, value, sep="\t")

    answer = EmailMessage()
    answer["From"] = "Bureau des titres, préfecture <titres@prefecture.example>"
    answer["To"] = mail["Reply-To"]
    answer["Subject"] = "RE: " + mail["Subject"]
    answer["Message-ID"] = make_msgid(domain="prefecture.example")
    answer["In-Reply-To"] = mail["Message-ID"]
    quoted = "\n".join("> " + line for line in body.splitlines())
    answer.set_content(text + "\n\nLe mer. 18 nov. 2026 à 10:12, Allô Service Public <a@3939.example> a écrit :\n" + quoted)
    with open(answer_path, "wb") as file:
        file.write(answer.as_bytes())


main()
