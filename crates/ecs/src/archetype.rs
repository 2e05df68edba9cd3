use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::mask::Mask;
use crate::{Column, ComponentId, World, sorted};

/// A set of components that some entities have exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archetype {
    /// The components, in the order of registration.
    pub components: Vec<ComponentId>,
    /// How many entities have these and no others.
    pub entities: u32,
}

impl<C: Column> World<C> {
    /// The archetypes that exist, the most frequent first, those of one frequency by their components. They are
    /// counted when asked for: each page is cut apart by the masks of the components in it.
    #[must_use]
    pub fn archetypes(&self) -> Vec<Archetype> {
        let mut counts = FxHashMap::<Vec<ComponentId>, u32>::default();
        for (page, alive) in self.alive.pages() {
            for (components, mask) in self.page_archetypes(page, alive.clone()) {
                *counts.entry(components).or_insert(0) += mask.count();
            }
        }
        let counts = counts.into_iter().map(|(components, entities)| (Reverse(entities), components));
        let archetypes = sorted(counts.collect()).into_iter();
        archetypes.map(|(Reverse(entities), components)| Archetype { components, entities }).collect()
    }

    fn page_archetypes(&self, page: u32, alive: Mask) -> Vec<(Vec<ComponentId>, Mask)> {
        let residents = sorted(self.residents.get(page as usize).cloned().unwrap_or_default());
        let mut parts = vec![(Vec::new(), alive)];
        for component in residents {
            if let Some(holders) = self.presence(component).and_then(|presence| presence.mask(page)) {
                parts = parts.into_iter().flat_map(|part| cut(part, component, holders)).collect();
            }
        }
        parts
    }
}

/// Those of a part that have the component, and those that do not, as far as there are any.
fn cut(
    part: (Vec<ComponentId>, Mask),
    component: ComponentId,
    holders: &Mask,
) -> impl Iterator<Item = (Vec<ComponentId>, Mask)> {
    let (without, mask) = part;
    let (mut inside, mut outside) = (mask.clone(), mask);
    inside.and(holders);
    outside.and_not(holders);
    let with = without.iter().copied().chain([component]).collect();
    [(with, inside), (without, outside)].into_iter().filter(|(_, mask)| !mask.is_empty())
}
