use std::collections::{BTreeMap, BTreeSet};

use terrarium_inspect::{Limits, Opening, Path};

/// A node of an entity's values: the number of a component type, and the way from its value.
pub(crate) type NodePath = (u32, Path);

/// Entries that are shown of a record at once.
pub(crate) const PAGE_ENTRIES: u32 = 100;

/// Which nodes of a value's tree are open: components are unless closed, what is inside is not unless
/// opened. What was opened stays so for every entity that has the like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Openings {
    /// Components that were closed, and nodes inside that were opened.
    turned: BTreeSet<NodePath>,
    /// Records that are not shown from their first entry on.
    pages: BTreeMap<NodePath, u32>,
    /// Texts that are shown whole.
    texts: BTreeSet<NodePath>,
}

impl Openings {
    /// Whether the node at a path is open.
    pub(crate) fn is_open(&self, node: &NodePath) -> bool {
        self.turned.contains(node) != is_component(node)
    }

    /// Whether a text is shown whole.
    pub(crate) fn is_whole(&self, node: &NodePath) -> bool {
        self.texts.contains(node)
    }

    /// Opens a record, or closes it.
    pub(crate) fn toggle(&mut self, node: &NodePath) {
        turn(&mut self.turned, node);
    }

    /// Shows a text whole, or its beginning.
    pub(crate) fn toggle_text(&mut self, node: &NodePath) {
        turn(&mut self.texts, node);
    }

    /// Shows a record from this entry on.
    pub(crate) fn show_from(&mut self, node: &NodePath, from: u32) {
        self.pages.remove(node);
        if from > 0 {
            self.pages.insert(node.clone(), from);
        }
    }

    /// What to ask for, as far as a world allows.
    pub(crate) fn requests(&self, limits: &Limits) -> Vec<Opening> {
        let is_first = |node: &&NodePath| !is_component(node) && !self.pages.contains_key(*node);
        let pages = self.pages.iter().map(|(node, from)| opening(node, *from, None));
        let records = self.turned.iter().filter(is_first).map(|node| opening(node, 0, None));
        let texts = self.texts.iter().map(|node| opening(node, 0, Some(limits.text_units_max)));
        let shallow = |opening: &Opening| (opening.path.len() as u32) < limits.depth_max;
        pages.chain(records).chain(texts).filter(shallow).take(limits.openings_max as usize).collect()
    }
}

fn is_component(node: &NodePath) -> bool {
    node.1.is_empty()
}

fn opening((component, path): &NodePath, from: u32, count: Option<u32>) -> Opening {
    Opening { component: *component, path: path.clone(), from, count }
}

fn turn(nodes: &mut BTreeSet<NodePath>, node: &NodePath) {
    if !nodes.remove(node) {
        nodes.insert(node.clone());
    }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::Step;

    use super::*;

    fn limits() -> Limits {
        Limits { openings_max: 3, text_units_max: 65_536, depth_max: 4, ..Limits::default() }
    }

    fn node(steps: &[&str]) -> NodePath {
        (7, steps.iter().map(|step| Step::Name((*step).into())).collect())
    }

    #[test]
    fn components_are_open_and_what_is_inside_is_not() {
        let mut openings = Openings::default();
        let (component, inside) = (node(&[]), node(&["stops"]));
        assert_eq!([&component, &inside].map(|node| openings.is_open(node)), [true, false]);
        openings.toggle(&component);
        openings.toggle(&inside);
        assert_eq!([&component, &inside].map(|node| openings.is_open(node)), [false, true]);
        openings.toggle(&component);
        openings.toggle(&inside);
        assert_eq!([&component, &inside].map(|node| openings.is_open(node)), [true, false]);
    }

    #[test]
    fn what_is_open_is_asked_for_within_the_limits() {
        let mut openings = Openings::default();
        openings.toggle(&node(&["a"]));
        openings.show_from(&node(&["a"]), 200);
        openings.toggle_text(&node(&["b"]));
        openings.toggle(&node(&["a", "b", "c", "d"]));
        let asked: Vec<_> =
            openings.requests(&limits()).into_iter().map(|of| (of.path.len(), of.from, of.count)).collect();
        assert_eq!(asked, [(1, 200, None), (1, 0, Some(65_536))]);
        openings.show_from(&node(&["a"]), 0);
        assert_eq!(openings.requests(&limits())[0].from, 0);
        for name in ["v", "w", "x", "y"] {
            openings.toggle(&node(&[name]));
        }
        assert_eq!(openings.requests(&limits()).len(), 3);
    }
}
