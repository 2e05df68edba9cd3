use std::collections::BinaryHeap;

/// The items in ascending order. A heap sort: not the quickest, but a slice's own sorts are some ten kilobytes
/// of wasm for each type of items, which everyone who uses the package would download.
#[must_use]
pub fn sorted<T: Ord>(items: Vec<T>) -> Vec<T> {
    BinaryHeap::from(items).into_sorted_vec()
}
