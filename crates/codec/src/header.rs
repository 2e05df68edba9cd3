//! The first bytes of a file: what it is, and the checksum of all of it.

use xxhash_rust::xxh3::Xxh3;

use crate::error::{CodecError, ErrorKind, Outcome, ensure};
use crate::foreign;

/// The version of the format that is written; older ones are read.
pub const VERSION: u16 = 2;

pub(crate) const MAGIC: [u8; 8] = *b"\x89TRRM\r\n\x1a";
const CHECKED: usize = 20;
pub(crate) const LENGTH: usize = 28;

const DELTA: u16 = 1;
const PARTIAL: u16 = 2;
const SHARD_MAX: u16 = 1023;

/// What the header says besides lengths and sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) version: u16,
    pub(crate) partial: bool,
    pub(crate) delta: bool,
    pub(crate) shard: u32,
}

impl Header {
    fn bytes(&self, length: usize) -> Vec<u8> {
        let flags = u16::from(self.delta) * DELTA + u16::from(self.partial) * PARTIAL;
        let mut bytes = MAGIC.to_vec();
        for part in [self.version, flags, self.shard as u16, 0] {
            bytes.extend_from_slice(&part.to_le_bytes());
        }
        bytes.extend_from_slice(&(length as u32).to_le_bytes());
        bytes
    }
}

/// Header and manifest, with their checksum.
pub(crate) fn seal(header: &Header, manifest: &[u8]) -> Vec<u8> {
    let mut bytes = header.bytes(manifest.len());
    let sum = checksum(&bytes, manifest);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes.extend_from_slice(manifest);
    bytes
}

fn checksum(header: &[u8], manifest: &[u8]) -> u64 {
    let mut sum = Xxh3::new();
    sum.update(header);
    sum.update(manifest);
    sum.digest()
}

/// Header, manifest and blocks of a file, once the checksum is right.
pub(crate) fn open(file: &[u8]) -> Outcome<(Header, &[u8], &[u8])> {
    if !file.starts_with(&MAGIC) {
        return Err(foreign::refuse(file));
    }
    let Some((head, rest)) = file.split_first_chunk::<LENGTH>() else { return Err(cut_off()) };
    let header = read(head)?;
    let length = u32::from_le_bytes(part(head, 16)) as usize;
    let Some((manifest, blocks)) = rest.split_at_checked(length) else { return Err(cut_off()) };
    let sum = u64::from_le_bytes(part(head, CHECKED));
    ensure(checksum(&head[..CHECKED], manifest) == sum, DAMAGED)?;
    Ok((header, manifest, blocks))
}

pub(crate) const DAMAGED: &str = "the snapshot is damaged: a checksum is wrong; take another copy of it";

fn cut_off() -> CodecError {
    CodecError::corrupt("the snapshot is cut off; take another copy of it")
}

fn read(head: &[u8; LENGTH]) -> Outcome<Header> {
    let [version, flags, shard, zero] = [8, 10, 12, 14].map(|at| u16::from_le_bytes(part(head, at)));
    if version > VERSION {
        return Err(newer(version));
    }
    ensure(version > 0, "the snapshot names a version that never was; take another copy of it")?;
    ensure(flags <= DELTA | PARTIAL && shard <= SHARD_MAX && zero == 0, DAMAGED)?;
    Ok(Header { version, partial: flags & PARTIAL != 0, delta: flags & DELTA != 0, shard: u32::from(shard) })
}

fn part<const N: usize>(head: &[u8; LENGTH], at: usize) -> [u8; N] {
    head.get(at..).and_then(|bytes| bytes.first_chunk()).copied().unwrap_or([0; N])
}

fn newer(version: u16) -> CodecError {
    let message = format!(
        "the snapshot is of format version {version}, and this reader knows version {VERSION}; \
         open it with a newer terrarium-ecs"
    );
    CodecError { kind: ErrorKind::Version, message }
}
