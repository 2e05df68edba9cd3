"""Opens a snapshot with a CBOR reader that knows nothing of it, and prints what it finds as JSON.

The header is 28 bytes; the manifest and every block are CBOR, as crates/codec/FORMAT.md says.
"""

import array
import json
import struct
import sys
from collections.abc import Mapping

import cbor2

HEADER = struct.Struct("<8sHHHHIQ")
ARRAYS = {64: "B", 69: "H", 70: "I", 72: "b", 77: "h", 78: "i", 85: "f", 86: "d"}


def numbers(tag):
    """A typed array of RFC 8746, little-endian; ids of entities are one inside tag 39."""
    if tag.tag == 39:
        tag = tag.value
    found = array.array(ARRAYS[tag.tag])
    found.frombytes(tag.value)
    if sys.byteorder == "big":
        found.byteswap()
    return list(found)


def column(part, rows):
    """The values of one field."""
    if isinstance(part, cbor2.CBORTag):
        return numbers(part)
    if isinstance(part, bytes):
        return [bool(part[row // 8] >> row % 8 & 1) for row in range(rows)]
    text, lengths = part
    units, at, texts = text.encode("utf-16-le"), 0, []
    for length in numbers(lengths):
        texts.append(units[2 * at : 2 * (at + length)].decode("utf-16-le"))
        at += length
    return texts


def plain(value, around=()):
    """A value of any kind as JSON has it; tags keep their numbers, and a cycle says so."""
    if id(value) in around:
        return {"cycle": around.index(id(value))}
    around = (*around, id(value))
    if isinstance(value, cbor2.CBORTag):
        return {"tag": value.tag, "value": plain(value.value, around)}
    if isinstance(value, Mapping):
        return {str(key): plain(item, around) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(map(plain, value), key=str)}
    if isinstance(value, (list, tuple)):
        return [plain(item, around) for item in value]
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if value is None or isinstance(value, (bool, str, float)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {"int": str(value)}
    return {"other": str(value)}


def values(form, rows):
    """The values of a block, however they are written."""
    if not isinstance(form, cbor2.CBORTag):
        return [plain(value) for value in form]
    if form.value[0] == "scalars":
        return column(form.value[1], rows)
    _, name, keys, columns = form.value
    fields = [column(part, rows) for part in columns]
    return [{"class": name, "fields": dict(zip(keys, row))} for row in zip(*fields)]


def slots(mask):
    """The slots of a mask."""
    if isinstance(mask, int):
        return list(range(mask))
    return [slot for slot in range(1024) if mask[slot // 8] >> slot % 8 & 1]


def blocks_of(manifest):
    """Every block that the manifest names, in the order of the file: a name, its length and its address."""
    _, _, _, ids, free, ticks, commons, types = manifest
    ticks = [part for block in ticks for part in block or []]
    for name, pairs in (("ids", ids), ("free", free or []), ("ticks", ticks), ("commons", commons or [])):
        for at in range(0, len(pairs), 2):
            yield (name, at // 2), pairs[at], pairs[at + 1]
    for name, groups, pages in types:
        if groups:
            yield (name, "groups"), groups[0], groups[1]
        for page in pages:
            if page[2] > 0:
                yield (name, page[0]), page[3], page[4]


def main(path):
    with open(path, "rb") as file:
        data = file.read()
    magic, version, flags, shard, _, length, _ = HEADER.unpack_from(data)
    assert magic == b"\x89TRRM\r\n\x1a", magic
    manifest = cbor2.loads(data[HEADER.size : HEADER.size + length])
    at, seen, found = HEADER.size + length, {}, []
    for (name, part), size, address in blocks_of(manifest):
        if address not in seen:
            seen[address] = data[at : at + size]
            at += size
        block = cbor2.loads(seen[address])
        if name in ("ids", "free", "ticks", "commons"):
            found.append({"name": name, "part": part})
        elif part == "groups":
            rows = numbers(block[0])
            found.append({"name": name, "groups": rows, "values": values(block[1], len(rows))})
        else:
            members = slots(block[0])
            rows, groups = map(numbers, block[1] or (cbor2.CBORTag(64, b""),) * 2)
            own = [slot for row, slot in enumerate(members) if row not in rows]
            found.append({
                "name": name,
                "page": part,
                "members": members,
                "shared": dict(zip([members[row] for row in rows], groups)),
                "values": dict(zip(own, values(block[2], len(own)))),
            })
    assert at == len(data), "bytes that no block has"
    print(json.dumps(plain({"version": version, "flags": flags, "shard": shard, "tick": manifest[0], "blocks": found})))


main(sys.argv[1])
