use super::{Budget, Item};
use crate::error::Outcome;

/// What waits to be put into something, and the marks between.
#[derive(Debug, Default)]
pub(super) struct Stack {
    items: Vec<Item>,
    marks: Vec<u32>,
}

impl Stack {
    pub(super) fn push(&mut self, item: Item, budget: &mut Budget) -> Outcome<()> {
        budget.push(&mut self.items, item)
    }

    pub(super) fn mark(&mut self, budget: &mut Budget) -> Outcome<()> {
        budget.push(&mut self.marks, self.items.len() as u32)
    }

    /// Where the items above the last mark begin.
    fn floor(&self) -> usize {
        self.marks.last().map_or(0, |&mark| mark as usize)
    }

    /// The topmost item; `None` where there is none above the last mark.
    pub(super) fn top(&self) -> Option<Item> {
        self.items.get(self.floor()..)?.last().copied()
    }

    pub(super) fn pop(&mut self) -> Option<Item> {
        let top = self.top();
        self.items.truncate(self.items.len() - usize::from(top.is_some()));
        top
    }

    /// The topmost `count` items.
    pub(super) fn last(&self, count: usize) -> Option<&[Item]> {
        let above = self.items.get(self.floor()..)?;
        above.len().checked_sub(count).and_then(|from| above.get(from..))
    }

    /// Takes the last mark away; answers where the items above it begin.
    pub(super) fn unmark(&mut self) -> Option<usize> {
        self.marks.pop().map(|mark| mark as usize)
    }

    /// The item before this place; `None` if a mark stands between.
    pub(super) fn below(&self, from: usize) -> Option<Item> {
        self.items.get(self.floor()..from)?.last().copied()
    }

    pub(super) fn above(&self, from: usize) -> &[Item] {
        self.items.get(from..).unwrap_or_default()
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.items.truncate(length);
    }

    /// Takes the one item that is left; `None` if there are others, or marks.
    pub(super) fn only(&self) -> Option<Item> {
        match (self.items.as_slice(), self.marks.as_slice()) {
            (&[item], []) => Some(item),
            _ => None,
        }
    }

    pub(super) fn release(self, budget: &mut Budget) {
        budget.release(self.items);
        budget.release(self.marks);
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }
}
