use super::cycles;
use super::machine::Machine;
use super::view::{MISFIT, NO_BUFFER, Source, Window};
use crate::error::{CodecError, Outcome, ensure};
use crate::limits::Limits;
use crate::reader::Reader;

/// What is known of the objects that blocks have in common: enough to check what refers to them.
#[derive(Clone, Debug, Default)]
pub struct Commons {
    objects: Vec<Begun>,
}

impl Commons {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }
}

/// A buffer's bytes, and the most that a resizable one may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Buffer {
    pub(crate) length: u64,
    pub(crate) maximum: Option<u64>,
}

/// An object that others refer to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Begun {
    /// Any that can be referred to while it is still being read.
    Object,
    /// What an `encode` hook answered for is not there before all of it is.
    Open,
    /// The same, at its end.
    Closed,
    Buffer(Buffer),
}

/// What can be referred to from a block.
#[derive(Debug)]
pub(super) struct Known<'c> {
    /// The common objects; while they are being read, none.
    commons: Option<&'c Commons>,
    /// How many common objects there are.
    count: usize,
    /// The objects of this block, and whether they were referred to.
    own: Vec<(Begun, bool)>,
    /// Views, with their buffers.
    views: Vec<(Source, Window)>,
    /// Which common object refers to which.
    edges: Vec<(u32, u32)>,
}

impl<'c> Known<'c> {
    /// From a block of values.
    pub(super) const fn outside(commons: &'c Commons) -> Self {
        Self::with(Some(commons), commons.len())
    }

    /// From the block of so many common objects itself.
    pub(super) const fn inside(count: usize) -> Self {
        Self::with(None, count)
    }

    const fn with(commons: Option<&'c Commons>, count: usize) -> Self {
        Self { commons, count, own: Vec::new(), views: Vec::new(), edges: Vec::new() }
    }

    /// Enters an object that can be referred to.
    pub(super) fn begin(&mut self) -> usize {
        self.own.push((Begun::Object, false));
        self.own.len() - 1
    }

    /// Enters an object that its tag says to be referred to.
    pub(super) fn share(&mut self) -> Outcome<usize> {
        ensure(self.commons.is_some(), "a common object shares something that is not common")?;
        Ok(self.begin())
    }

    /// Says what an object turned out to be.
    pub(super) fn set(&mut self, place: Option<usize>, begun: Begun) {
        if let Some((object, _)) = place.and_then(|place| self.own.get_mut(place)) {
            *object = begun;
        }
    }

    /// A reference to an object of the same block.
    pub(super) fn refer(&mut self, place: u64) -> Outcome<usize> {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let object = self.own.get_mut(place).filter(|_| self.commons.is_some());
        let (begun, used) = object.ok_or_else(|| CodecError::corrupt(DANGLING))?;
        ensure(!matches!(begun, Begun::Open), OWN_HOOK)?;
        *used = true;
        Ok(place)
    }

    /// A reference to a common object.
    pub(super) fn refer_common(&mut self, place: u64) -> Outcome<usize> {
        let place = usize::try_from(place).ok().filter(|&place| place < self.count);
        let place = place.ok_or_else(|| CodecError::corrupt(DANGLING))?;
        if self.commons.is_none() {
            self.edges.push((self.own.len() as u32 - 1, place as u32));
        }
        Ok(place)
    }

    /// A view of a buffer that is elsewhere, and may not be known yet.
    pub(super) fn lay_later(&mut self, source: Source, window: Window) {
        self.views.push((source, window));
    }

    /// What can be said only when all was read; answers the common objects, if these were they.
    pub(super) fn finish(self) -> Outcome<Commons> {
        self.views.iter().try_for_each(|&(source, window)| self.lay(source, window))?;
        if self.commons.is_some() {
            ensure(self.own.iter().all(|(_, used)| *used), "nothing refers to an object that is shared")?;
            return Ok(Commons::default());
        }
        let encoded = |place: usize| matches!(self.own.get(place), Some((Begun::Closed, _)));
        ensure(!cycles::any(self.own.len(), &self.edges, encoded), OWN_HOOK)?;
        Ok(Commons { objects: self.own.into_iter().map(|(begun, _)| begun).collect() })
    }

    fn lay(&self, source: Source, window: Window) -> Outcome<()> {
        let begun = match (source, self.commons) {
            (Source::Here(buffer), _) => Some(Begun::Buffer(buffer)),
            (Source::Common(place), Some(commons)) => commons.objects.get(place).copied(),
            (Source::Common(place) | Source::Near(place), _) => self.own.get(place).map(|(begun, _)| *begun),
        };
        match begun {
            Some(Begun::Buffer(buffer)) => ensure(window.fits(buffer), MISFIT),
            _ => Err(CodecError::corrupt(NO_BUFFER)),
        }
    }
}

const DANGLING: &str = "a reference to an object that is not there";
const OWN_HOOK: &str = "what an encode hook answered holds the object that it was asked about";

/// Reads the array of common objects; answers its bytes, and what is to be known of them.
pub(crate) fn read<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Outcome<(&'a [u8], Commons)> {
    let start = reader.position();
    let count = reader.array()?;
    ensure(count > 0, "the common objects are none")?;
    let mut machine = Machine::with(reader.clone(), limits, Known::inside(count));
    machine.commons(count)?;
    let (end, commons) = machine.finish()?;
    *reader = end;
    Ok((reader.since(start), commons))
}
