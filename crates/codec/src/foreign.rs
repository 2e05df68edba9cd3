//! Telling what a file is that is no snapshot.

use crate::error::CodecError;
use crate::header::MAGIC;

const SIGNATURES: [(&[u8], &str); 18] = [
    (b"\x1f\x8b", "gzip; unpack it, or give it to restoreAsync"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xfd7zXZ\0", "xz"),
    (b"BZh", "bzip2"),
    (b"\x80\x02", PICKLE),
    (b"\x80\x03", PICKLE),
    (b"\x80\x04", PICKLE),
    (b"\x80\x05", PICKLE),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\0asm", "a WebAssembly module"),
    (b"\xd9\xd9\xf7", "CBOR of another program"),
    (b"\xff\x0f", "a value written by v8.serialize"),
];

const PICKLE: &str = "a Python pickle; importAgentEcs reads those of AgentECS";

/// Why a file that does not begin as a snapshot is refused.
pub(crate) fn refuse(file: &[u8]) -> CodecError {
    let what = seems(file);
    CodecError::corrupt(format!("this is no snapshot: it seems to be {what}"))
}

fn seems(file: &[u8]) -> &'static str {
    if file.is_empty() {
        return "an empty file";
    }
    if MAGIC.starts_with(file) {
        return "a snapshot cut off in its first bytes";
    }
    if file.starts_with(b"\x89TRRM") || file.starts_with(b"TRRM") {
        return "a snapshot that a transfer as text has changed; send it as binary";
    }
    let known = SIGNATURES.iter().find(|(signature, _)| file.starts_with(signature));
    known.map_or_else(|| text(file), |(_, what)| what)
}

const HEAD: usize = 512;

/// What a file without a signature is, by its first bytes.
fn text(file: &[u8]) -> &'static str {
    let head = file.get(..HEAD).unwrap_or(file);
    let valid = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let printable = valid.chars().all(|c| !c.is_control() || c.is_whitespace());
    if valid.is_empty() || !printable || head.len() - valid.len() > 3 {
        return "a file of another program";
    }
    let json = valid.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '"']);
    if json { "JSON" } else { "text" }
}
