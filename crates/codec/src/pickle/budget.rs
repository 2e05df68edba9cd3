use crate::error::{CodecError, Outcome};

/// Memory that may still be taken.
#[derive(Debug)]
pub(crate) struct Budget {
    /// The limit's JavaScript name.
    name: &'static str,
    bytes_max: usize,
    left: usize,
}

impl Budget {
    pub(crate) fn new(name: &'static str, bytes_max: usize) -> Self {
        Self { name, bytes_max, left: bytes_max }
    }

    /// Counts memory before it is taken.
    pub(crate) fn take(&mut self, bytes: usize) -> Outcome<()> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| self.exceeded())?;
        Ok(())
    }

    /// Counts looks at what may be looked at again and again, a byte each, so that they end.
    pub(crate) fn look<T>(&mut self, list: &[T]) -> Outcome<()> {
        self.take(list.len())
    }

    fn exceeded(&self) -> CodecError {
        CodecError::limit("the contents of the pickle, in memory", self.name, self.bytes_max)
    }

    /// Lets a list go, and counts its room no more.
    pub(crate) fn release<T>(&mut self, list: Vec<T>) {
        self.left += list.capacity() * size_of::<T>();
    }

    /// An empty list with room for this many.
    pub(crate) fn list<T>(&mut self, length: usize) -> Outcome<Vec<T>> {
        let mut list = Vec::new();
        self.reserve(&mut list, length)?;
        Ok(list)
    }

    /// Adds an element, counting the room that the list takes for it.
    pub(crate) fn push<T>(&mut self, list: &mut Vec<T>, element: T) -> Outcome<()> {
        self.reserve(list, 1)?;
        list.push(element);
        Ok(())
    }

    /// Adds elements, counting the room that the list takes for them.
    pub(crate) fn extend<T: Copy>(&mut self, list: &mut Vec<T>, elements: &[T]) -> Outcome<()> {
        self.reserve(list, elements.len())?;
        list.extend_from_slice(elements);
        Ok(())
    }

    /// Makes room for so many more. A list that has elements grows by as many at least, an empty one by no
    /// more than it is asked for.
    pub(crate) fn reserve<T>(&mut self, list: &mut Vec<T>, more: usize) -> Outcome<()> {
        let room = list.capacity() - list.len();
        if more <= room {
            return Ok(());
        }
        let more = more.max(list.len());
        let added = (more - room).checked_mul(size_of::<T>()).ok_or_else(|| self.exceeded())?;
        self.take(added)?;
        list.try_reserve_exact(more).map_err(|_| self.exceeded())
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn a_list_takes_what_it_was_counted_for() {
        let mut budget = Budget::new("bytesMax", 64);
        let mut list: Vec<u64> = Vec::new();
        (0..8).for_each(|n| budget.push(&mut list, n).expect("64 bytes"));
        assert!(budget.push(&mut list, 8).is_err());
        assert_eq!(list.capacity(), 8);
        budget.release(list);
        assert!(budget.list::<u8>(64).is_ok());
    }

    #[test]
    fn no_size_overflows() {
        let mut budget = Budget::new("bytesMax", usize::MAX);
        assert!(budget.list::<u64>(usize::MAX).is_err());
        assert!(budget.list::<u64>(usize::MAX / 16).is_err());
    }
}
