use terrarium_ecs::{Column, ComponentId, World};

use crate::state::text::Text;

/// Characters of a type's name that are shown.
const NAME_CHARACTERS_MAX: usize = 48;

/// How many of what a world holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Census {
    /// Living entities, the world's own not counted.
    pub(crate) entities: u32,
    /// Component types, in the order of registration.
    pub(crate) types: Vec<TypeCount>,
    /// Archetypes, in the order of their components, so that they stay in place while their counts change.
    pub(crate) archetypes: Vec<ArchetypeCount>,
}

/// A component type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TypeCount {
    pub(crate) id: ComponentId,
    pub(crate) name: String,
    /// Entities that have it.
    pub(crate) entities: u32,
    /// Groups that share a value.
    pub(crate) groups: u32,
}

/// A set of component types that some entities have exactly.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ArchetypeCount {
    pub(crate) components: Vec<ComponentId>,
    pub(crate) names: Vec<String>,
    pub(crate) entities: u32,
}

impl Census {
    /// Counts a world.
    pub(crate) fn of<C: Column>(world: &World<C>) -> Self {
        let types = world.components().map(|id| TypeCount {
            id,
            name: type_name(world, id),
            entities: world.holders(id),
            groups: world.groups(id).count() as u32,
        });
        let mut archetypes = world.archetypes();
        archetypes.sort_by(|a, b| a.components.cmp(&b.components));
        let archetypes = archetypes.into_iter().map(|archetype| ArchetypeCount {
            names: archetype.components.iter().map(|&id| type_name(world, id)).collect(),
            components: archetype.components,
            entities: archetype.entities,
        });
        Self { entities: world.size(), types: types.collect(), archetypes: archetypes.collect() }
    }
}

/// A type's name, made safe to look at.
pub(crate) fn type_name<C: Column>(world: &World<C>, id: ComponentId) -> String {
    let name = world.name(id).map(ToString::to_string).unwrap_or_default();
    let shown = Text::cut(&name, NAME_CHARACTERS_MAX, false).bare();
    if shown.is_empty() { "(no name)".into() } else { shown }
}

#[cfg(test)]
mod tests {
    use terrarium_ecs::{Name, VecColumn};

    use super::*;

    #[test]
    fn a_census_counts_types_groups_and_archetypes() {
        let mut world: World<VecColumn<i32>> = World::new(0).expect("shard 0");
        let [a, b] = ["a", "__proto__"].map(|name| world.register(Name::from(name)).expect("free"));
        for _ in 0..3 {
            let entity = world.spawn(&[a]).expect("room");
            world.share(entity, b, 7).expect("alive");
        }
        world.spawn(&[a]).expect("room");
        let census = Census::of(&world);
        assert_eq!(census.entities, 4);
        let types: Vec<_> =
            census.types.iter().map(|of| (of.name.as_str(), of.entities, of.groups)).collect();
        assert_eq!(types, [("a", 4, 0), ("__proto__", 3, 1)]);
        let archetypes: Vec<_> = census.archetypes.iter().map(|of| (of.names.len(), of.entities)).collect();
        assert_eq!(archetypes, [(1, 1), (2, 3)]);
    }

    #[test]
    fn strange_names_are_made_safe() {
        let mut world: World<VecColumn<i32>> = World::new(0).expect("shard 0");
        let empty = world.register(Name::from("")).expect("free");
        let long = world.register(Name::from(&*"n".repeat(200))).expect("free");
        let turned = world.register(Name::from("\u{202e}abc")).expect("free");
        assert_eq!(type_name(&world, empty), "(no name)");
        assert_eq!(type_name(&world, long).chars().count(), NAME_CHARACTERS_MAX + 1);
        assert_eq!(type_name(&world, turned), "\\u{202e}abc");
    }
}
