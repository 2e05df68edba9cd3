use std::fmt;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::address::{Address, BlockRef};
use crate::error::{CodecError, Outcome, ensure, ensure_within};
use crate::header;
use crate::limits::Limits;
use crate::listing;
use crate::manifest::Manifest;

/// A snapshot put together from its files: a base, and deltas in their order.
///
/// Every byte of every file was compared with a checksum. What is inside the blocks was not looked at.
#[derive(Clone, Debug)]
pub struct Parts<B> {
    manifest: Manifest,
    files: Vec<B>,
    /// Which file, and where in it.
    blocks: FxHashMap<Address, (usize, Range<usize>)>,
}

impl<B: AsRef<[u8]>> Parts<B> {
    /// Opens the files; the manifest of the last one counts. Takes time and memory in proportion to the
    /// bytes, and for deltas to what their manifests name, at most `snapshot_bytes_max`.
    ///
    /// # Errors
    /// `Corrupt` for files that are damaged, cut off, or of another program, `Version` for those of a
    /// newer version, `Limit`.
    pub fn open(files: Vec<B>, limits: &Limits) -> Result<Self, CodecError> {
        let mut parts =
            Self { manifest: Manifest::default(), files: Vec::new(), blocks: FxHashMap::default() };
        ensure(!files.is_empty(), "there is no file to open")?;
        for (place, file) in files.iter().enumerate() {
            parts.add(place, file.as_ref(), limits).map_err(|error| named(error, place, files.len()))?;
        }
        parts.files = files;
        Ok(parts)
    }

    /// What the snapshot consists of.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Whether one of the files has the block.
    #[must_use]
    pub fn has(&self, block: &BlockRef) -> bool {
        self.blocks.contains_key(&block.address)
    }

    /// The bytes of a block.
    ///
    /// # Errors
    /// `Corrupt` where none of the files has it.
    pub fn block(&self, block: &BlockRef, what: impl fmt::Display) -> Result<&[u8], CodecError> {
        let bytes = self.blocks.get(&block.address).and_then(|(file, range)| {
            let file = self.files.get(*file)?.as_ref();
            file.get(range.clone())
        });
        let missing = || {
            let message =
                "not in the files given; restore the base, and all deltas between, before this delta";
            CodecError::corrupt(message)
        };
        let found = bytes.filter(|bytes| bytes.len() == block.length as usize).ok_or_else(missing);
        found.map_err(|error| error.within(what))
    }

    fn add(&mut self, place: usize, file: &[u8], limits: &Limits) -> Outcome<()> {
        ensure_within(file.len(), "the file", "snapshotBytesMax", limits.snapshot_bytes_max)?;
        let (header, manifest, blocks) = header::open(file)?;
        let listed = listing::read(header, manifest, limits).map_err(|error| error.within("the manifest"));
        self.manifest = listed?;
        self.cut(place, file, file.len() - blocks.len())
    }

    /// Cuts what follows the manifest into blocks.
    fn cut(&mut self, file: usize, bytes: &[u8], mut start: usize) -> Outcome<()> {
        for (place, block) in self.manifest.distinct() {
            let end = start.saturating_add(block.length as usize);
            let content = bytes.get(start..end).filter(|content| Address::of(content) == block.address);
            if content.is_some() {
                self.blocks.insert(block.address, (file, start..end));
                start = end;
            } else if !self.manifest.delta {
                return Err(CodecError::corrupt(header::DAMAGED).within(place));
            }
        }
        ensure(start == bytes.len(), header::DAMAGED)
    }
}

fn named(error: CodecError, place: usize, files: usize) -> CodecError {
    match place {
        _ if files == 1 => error,
        0 => error.within("the base"),
        _ => error.within(format_args!("delta {place}")),
    }
}
