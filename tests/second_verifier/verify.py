"""A second verifier of custody's artefacts, written from docs/formats.md alone: sections 3, 5.1, 6 and 9.

It shares no code with the program: Python's standard library, and PyNaCl for Ed25519.

    verify.py ledger FOLDER                the vault's folder: every note, signature, tree node and checkpoint
    verify.py proof FILE VKEY [WITNESS]    a tlog-proof under the ledger's key, and a witness's
    verify.py                              JSON lines on standard input, an answer a line: what the tests use

Ends with 0 and what was found, or 3 and why not. What it does not check: sealed files, what the register follows from,
and whether the keys are the right people's.
"""

import base64
import binascii
import contextlib
import hashlib
import json
import re
import sqlite3
import struct
import sys
import tomllib
import unicodedata

from nacl import bindings, exceptions

NOTE_LIMIT, SIGNATURES, HASHES = 1 << 20, 16, 63


class Bad(Exception):
    """Why something is not accepted."""


def need(condition, why):
    if not condition:
        raise Bad(why)


# --- 3. Signed notes


def strict_base64(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Bad("base64") from error
    need(base64.b64encode(raw).decode() == text, "base64 is not canonical")
    return raw


def check_name(name):
    need(0 < len(name.encode()) <= 255, "key name")
    # Blanks, control characters and + are none of a name.
    odd = any(c.isspace() or unicodedata.category(c) == "Cc" or c == "+" for c in name)
    need(not odd, "key name")


def key_id(name, kind, public):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def sound(public):
    need(len(public) == 32 and bindings.crypto_core_ed25519_is_valid_point(public), "public key")
    return public


class Key:
    """A name and a public key of one type: 1 signs notes, 4 cosigns checkpoints."""

    def __init__(self, name, public, kind=1):
        check_name(name)
        self.name, self.public, self.kind = name, sound(public), kind
        self.id = key_id(name, kind, public)

    @classmethod
    def of(cls, vkey, kind=1):
        name, number, typed = vkey.split("+", 2)
        raw = strict_base64(typed)
        need(len(raw) == 33 and raw[0] == kind, "type of key")
        key = cls(name, raw[1:], kind)
        need(key.id.hex() == number, "key ID")
        return key

    def verify(self, message, signature):
        need(len(signature) == 64, "length of signature")
        try:
            bindings.crypto_sign_open(signature + message, self.public)
        except exceptions.BadSignatureError as error:
            raise Bad("signature") from error


class Note:
    """A note whose form is good."""

    def __init__(self, raw):
        need(len(raw) <= NOTE_LIMIT, "a note of more than 1 MiB")
        try:
            whole = raw.decode()
        except UnicodeDecodeError as error:
            raise Bad("not UTF-8") from error
        need(not any(b < 0x20 and b != 0x0A for b in raw), "control character")
        need(whole.endswith("\n"), "no newline at the end")
        at = whole.rfind("\n\n")
        need(at >= 0, "no empty line")
        self.text, lines = whole[: at + 1], whole[at + 2 :]
        need(lines, "no signature")
        self.signatures = [self.signature(line) for line in lines[:-1].split("\n")]
        need(len(self.signatures) <= SIGNATURES, "too many signatures")

    @staticmethod
    def signature(line):
        need(line.startswith("\u2014 "), "signature line")
        name, _, encoded = line[2:].partition(" ")
        check_name(name)
        raw = strict_base64(encoded)
        need(len(raw) > 4, "short signature")
        return name, raw[:4], raw[4:]

    def under(self, keys):
        """The keys that signed; a bad line of one of them refuses the whole note."""
        good = []
        for name, number, signature in self.signatures:
            for key in keys:
                if (key.name, key.id) == (name, number):
                    key.verify(self.text.encode(), signature)
                    good.append(key)
        need(good, "no signature of a known key")
        return good

    def cosigned(self, witness):
        """The latest time at which the witness cosigned, or None."""
        times = []
        for name, number, signature in self.signatures:
            if (witness.name, witness.id) != (name, number):
                continue
            need(len(signature) == 72, "length of cosignature")
            (time,) = struct.unpack(">Q", signature[:8])
            need(0 < time < 1 << 63, "time of cosignature")
            message = f"cosignature/v1\ntime {time}\n{self.text}"
            witness.verify(message.encode(), signature[8:])
            times.append(time)
        return max(times, default=None)


def custody_text(note, kind):
    """The JSON of a text of two lines."""
    lines = note.text[:-1].split("\n")
    need(len(lines) == 2 and lines[0] == kind, f"not {kind}")
    try:
        return json.loads(lines[1])
    except ValueError as error:
        raise Bad("JSON") from error


# --- 6. The ledger


def decimal(text):
    need(re.fullmatch(r"0|[1-9][0-9]*", text, re.ASCII), "number")
    need(int(text) < 1 << 64, "number")
    return int(text)


def leaf_hash(leaf):
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def hash_of(text):
    raw = strict_base64(text)
    need(len(raw) == 32, "length of hash")
    return raw


def checkpoint(note, key):
    """Size and root of a checkpoint under its ledger's key."""
    lines = note.text[:-1].split("\n")
    need(len(lines) >= 3 and all(lines[3:]), "lines of checkpoint")
    check_name(lines[0])
    size, root = decimal(lines[1]), hash_of(lines[2])
    note.under([key])
    need(lines[0] == key.name, "another ledger")
    need(size > 0 or root == hashlib.sha256(b"").digest(), "root of the empty tree")
    return size, root


def root_from(index, size, leaf, proof):
    """RFC 9162, 2.1.3.2."""
    need(index < size, "index")
    fn, sn, root = index, size - 1, leaf
    for step in proof:
        need(sn > 0, "proof too long")
        if fn & 1 or fn == sn:
            root = node_hash(step, root)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            root = node_hash(root, step)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "proof too short")
    return root


def tlog_proof(raw, log, witness=None):
    """Record, size, and time of the cosignature of the proof of one record (6.4)."""
    head, found, rest = raw.partition(b"\n\n")
    need(found, "no checkpoint")
    try:
        lines = head.decode().split("\n")
    except UnicodeDecodeError as error:
        raise Bad("not UTF-8") from error
    need(lines.pop(0) == "c2sp.org/tlog-proof@v1", "first line")
    record = b""
    if lines and lines[0].startswith("extra "):
        record = strict_base64(lines.pop(0)[6:])
    need(lines and lines[0].startswith("index "), "index line")
    index = decimal(lines.pop(0)[6:])
    need(len(lines) <= HASHES, "too many hashes")
    note = Note(rest)
    proof = [hash_of(line) for line in lines]
    size, root = checkpoint(note, log)
    need(root_from(index, size, leaf_hash(record), proof) == root, "not in the tree")
    return record, size, note.cosigned(witness) if witness else None


# --- 9. A whole ledger


class Tree:
    """Complete subtrees from the left, and every node on the way."""

    def __init__(self):
        self.stack, self.size, self.nodes = [], 0, {}

    def push(self, leaf):
        level, index, value = 0, self.size, leaf_hash(leaf)
        self.nodes[level, index] = value
        while self.stack and self.stack[-1][0] == level:
            value = node_hash(self.stack.pop()[1], value)
            level, index = level + 1, index >> 1
            self.nodes[level, index] = value
        self.stack.append((level, value))
        self.size += 1

    def root(self):
        if not self.stack:
            return hashlib.sha256(b"").digest()
        value = self.stack[-1][1]
        for _, left in reversed(self.stack[:-1]):
            value = node_hash(left, value)
        return value


EMBEDDED = {
    "custody.decision/v1",
    "custody.instruction/v1",
    "custody.revocation/v1",
    "custody.receipt/v1",
}


def people_of(record):
    body = record["body"]
    if record["type"] == "contract_opened":
        return body["people"]
    return [body["person"]] if record["type"] in ("person_assigned", "person_changed") else []


def embedded(record, origin, cards):
    """Notes of 甲 that a record holds whole verify under the card that person had (9, step 6)."""
    text = record["body"].get("note")
    if not isinstance(text, str):
        return
    note = Note(text.encode())
    if note.text.split("\n", 1)[0] not in EMBEDDED:
        return
    said = custody_text(note, note.text.split("\n", 1)[0])
    need(said["vault"] == origin, "a note about another vault")
    note.under([Key(f"{origin}/{said['by']}", strict_base64(cards[said["by"]]))])


def ledger(folder):
    with open(f"{folder}/vault.toml", "rb") as file:
        settings = tomllib.load(file)
    need(settings["version"] == 1, "version of the vault")
    log = Key.of(settings["log_key"])
    need(log.name == settings["origin"], "origin")
    with contextlib.closing(sqlite3.connect(f"file:{folder}/ledger.db?mode=ro", uri=True)) as db:
        return rows_of(db, settings, log)


def rows_of(db, settings, log):
    origin = settings["origin"]
    checkpoints = dict(db.execute("SELECT size, note FROM checkpoint"))
    tree, cards, last = Tree(), {}, ""
    for index, (seq, raw) in enumerate(db.execute("SELECT seq, note FROM leaf ORDER BY seq")):
        need(seq == index, f"record {index} is missing")
        note = Note(raw)
        record = custody_text(note, "custody.record/v1")
        need((record["vault"], record["seq"]) == (origin, seq), f"record {seq} is another's")
        need((record["type"] == "contract_opened") == (seq == 0), f"record {seq} opens")
        when = record.get("recorded", record["at"])
        need(last <= when, f"record {seq} goes back in time")
        last = when
        entered = {one["id"]: one["card"]["verifier"] for one in people_of(record) if "card" in one}
        known = cards if seq else entered
        need(record["by"] in known, f"record {seq} is by nobody")
        note.under([Key(f"{origin}/{record['by']}", strict_base64(known[record["by"]]))])
        embedded(record, origin, cards)
        if seq == 0:
            need(record["body"]["contract"]["log_key"] == settings["log_key"], "log key")
        cards.update(entered)
        tree.push(raw)
        if tree.size in checkpoints:
            said = checkpoint(Note(checkpoints.pop(tree.size)), log)
            need(said == (tree.size, tree.root()), f"checkpoint of {tree.size}")
            closed = tree.size
    need(tree.size and closed == tree.size, "no checkpoint of the head")
    need(not checkpoints, "a checkpoint of more records than there are")
    stored = {(level, index): value for level, index, value in db.execute("SELECT * FROM node")}
    need(all(stored.get(at) == value for at, value in tree.nodes.items()), "nodes of the tree")
    return f"{tree.size} records, root sha256:{tree.root().hex()}"


# --- What is asked


def answer(asked):
    kind, raw = asked["kind"], base64.b64decode(asked.get("bytes", ""))
    if kind == "ledger":
        return ledger(asked["folder"])
    key = Key.of(asked["key"])
    if kind == "note":
        Note(raw).under([key])
    elif kind == "checkpoint":
        checkpoint(Note(raw), key)
    elif kind == "cosigned":
        note = Note(raw)
        checkpoint(note, key)
        need(note.cosigned(Key.of(asked["witness"], 4)), "not cosigned")
    elif kind == "proof":
        record, _, _ = tlog_proof(raw, key)
        Note(record)
    return "good"


def refused(work):
    """What it says, or why not: whatever is malformed is refused, and never ends the program."""
    try:
        return True, work()
    except (Bad, KeyError, TypeError, ValueError, AttributeError, sqlite3.Error) as error:
        return False, f"{type(error).__name__}: {error}"


def main(words):
    if not words:
        for line in sys.stdin:
            asked = json.loads(line)
            good, said = refused(lambda: answer(asked))
            print(json.dumps([good, said]), flush=True)
        return 0
    if words[0] == "ledger":
        good, said = refused(lambda: ledger(words[1]))
    else:
        with open(words[1], "rb") as file:
            raw = file.read()
        witness = Key.of(words[3], 4) if len(words) > 3 else None
        good, said = refused(lambda: str(tlog_proof(raw, Key.of(words[2]), witness)[1:]))
    print(said)
    return 0 if good else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
