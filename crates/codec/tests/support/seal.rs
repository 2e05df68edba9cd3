//! Snapshot files taken apart and sealed again, from their description in `FORMAT.md` and nothing else: damage
//! with its checksums made good, as no accident makes it.

use std::collections::HashMap;
use std::ops::Range;

use terrarium_codec::{Address, Limits};
use xxhash_rust::xxh3::xxh3_64;

const HEADER: usize = 28;
const CHECKED: usize = 20;
const ADDRESS: usize = 16;

/// A block of a file, and the places of the manifest in which its address stands.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) bytes: Range<usize>,
    addresses: Vec<usize>,
}

/// A file taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) manifest: Range<usize>,
    pub(crate) blocks: Vec<Part>,
}

/// An item of CBOR; arrays are read through.
enum Item {
    Number(u64),
    Bytes(Range<usize>),
    Other,
}

/// Reads the items of a manifest one after the other.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn item(&mut self) -> Option<Item> {
        let first = *self.bytes.get(self.at)?;
        self.at += 1;
        let value = match first & 0x1f {
            size @ 0..24 => u64::from(size),
            size @ 24..28 => self.number(1 << (size - 24))?,
            _ => return None,
        };
        Some(match first >> 5 {
            0 => Item::Number(value),
            2 | 3 => Item::Bytes(self.range(value)?),
            _ => Item::Other,
        })
    }

    fn number(&mut self, length: usize) -> Option<u64> {
        let bytes = self.bytes.get(self.at..self.at + length)?;
        self.at += length;
        Some(bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
    }

    fn range(&mut self, length: u64) -> Option<Range<usize>> {
        let end = self.at.checked_add(usize::try_from(length).ok()?)?;
        self.bytes.get(self.at..end)?;
        Some(std::mem::replace(&mut self.at, end)..end)
    }

    /// The lengths and addresses of blocks, wherever they stand: an address is a byte string of 16 after a number.
    fn blocks(&mut self) -> Vec<(u64, usize)> {
        let mut found = Vec::new();
        let mut last = None;
        while let Some(item) = self.item() {
            last = match (item, last) {
                (Item::Number(number), _) => Some(number),
                (Item::Bytes(range), Some(length)) if range.len() == ADDRESS => {
                    found.push((length, range.start));
                    None
                }
                _ => None,
            };
        }
        found
    }
}

/// Takes a file apart as far as its manifest can be read; `None` where not even that can be found.
pub(crate) fn parts(file: &[u8]) -> Option<Parts> {
    let length = u32::from_le_bytes(file.get(16..20)?.try_into().ok()?) as usize;
    let end = HEADER.checked_add(length)?;
    let manifest = file.get(HEADER..end)?;
    let mut parts = Parts { manifest: HEADER..end, blocks: Vec::new() };
    let mut known: HashMap<&[u8], usize> = HashMap::new();
    let mut start = end;
    for (length, address) in (Cursor { bytes: manifest, at: 0 }).blocks() {
        let content = &manifest[address..address + ADDRESS];
        if let Some(&place) = known.get(content) {
            parts.blocks[place].addresses.push(HEADER + address);
            continue;
        }
        let Some(end) = start.checked_add(usize::try_from(length).ok()?) else { break };
        if end > file.len() {
            break;
        }
        known.insert(content, parts.blocks.len());
        parts.blocks.push(Part { bytes: start..end, addresses: vec![HEADER + address] });
        start = end;
    }
    Some(parts)
}

/// Makes the addresses of the blocks and the checksum good again.
pub(crate) fn reseal(file: &mut [u8], parts: &Parts) {
    for part in &parts.blocks {
        let Address(address) = Address::of(&file[part.bytes.clone()]);
        for &place in &part.addresses {
            file[place..place + ADDRESS].copy_from_slice(&address);
        }
    }
    let covered = [&file[..CHECKED], &file[parts.manifest.clone()]].concat();
    file[CHECKED..HEADER].copy_from_slice(&xxh3_64(&covered).to_le_bytes());
}

/// Whether a file is a whole one of the newest version in which no blocks have objects in common.
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    let parts =
        terrarium_codec::Parts::open(vec![bytes], &Limits::default()).expect("a file that was loaded");
    let manifest = parts.manifest();
    manifest.version == terrarium_codec::VERSION
        && !manifest.partial
        && !manifest.delta
        && manifest.commons.is_none()
}
