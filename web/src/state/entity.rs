use terrarium_ecs::{Column, ComponentId, EntityId, World};

use crate::state::census::type_name;
use crate::state::tree::{Line, Openings, lines};
use crate::state::value::{Extent, Key, Reader};

/// Fields of a record that are shown; more are counted.
const FIELDS_MAX: u32 = 100;

/// Characters of a text that are shown.
const CHARACTERS_MAX: u32 = 400;

/// An entity and the values of its components.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EntityView {
    pub(crate) id: EntityId,
    /// Whether it lives; if not, the lines are what was last seen of it.
    pub(crate) is_alive: bool,
    /// The tick at which it was last seen alive.
    pub(crate) seen: u32,
    /// Who lives in its place since it died.
    pub(crate) successor: Option<EntityId>,
    pub(crate) lines: Vec<Line>,
}

impl EntityView {
    /// Looks at an entity; of a dead one what was last seen of it is kept.
    pub(crate) fn of<C: Column>(
        world: &World<C>,
        id: EntityId,
        before: Option<&Self>,
        openings: &Openings,
        read: Reader<'_, C::Value>,
    ) -> Self {
        let is_alive = world.is_alive(id);
        let before = before.filter(|before| before.id == id);
        let lines = match before {
            Some(before) if !is_alive => before.lines.clone(),
            _ => component_lines(world, id, openings, read),
        };
        let seen = match before {
            Some(before) if !is_alive => before.seen,
            _ => world.tick(),
        };
        let successor = if is_alive { None } else { world.entity_at(id.index()) };
        Self { id, is_alive, seen, successor, lines }
    }
}

fn component_lines<C: Column>(
    world: &World<C>,
    id: EntityId,
    openings: &Openings,
    read: Reader<'_, C::Value>,
) -> Vec<Line> {
    let component_lines = |component: ComponentId| {
        let key = Key { name: type_name(world, component), nth: component.0 };
        let is_open = |path: &[Key]| {
            let path: Vec<Key> = [&key].into_iter().chain(path).cloned().collect();
            // What is inside a closed node is read as far as its preview needs it.
            path.len() == 1 || openings.is_open(&path) || openings.is_open(&path[..path.len() - 1])
        };
        let extent = Extent { is_open: &is_open, fields_max: FIELDS_MAX, characters_max: CHARACTERS_MAX };
        let value = world.get(id, component).map(|value| read(&value, &extent))?;
        Some(lines(key.clone(), &value, shared_by(world, id, component), openings))
    };
    world.components_of(id).into_iter().filter_map(component_lines).flatten().collect()
}

/// How many entities share the component with this one, itself counted.
fn shared_by<C: Column>(world: &World<C>, id: EntityId, component: ComponentId) -> Option<u32> {
    let group = world.sharing(id, component)?;
    world.groups(component).find(|(other, _)| *other == group).map(|(_, holders)| holders)
}

#[cfg(test)]
mod tests {
    use terrarium_ecs::{Name, VecColumn};

    use super::*;
    use crate::state::value::Value;

    fn number(value: &i32, _: &Extent<'_>) -> Value {
        Value::Number(f64::from(*value))
    }

    #[test]
    fn an_entity_shows_its_values_and_with_how_many_it_shares() {
        let mut world: World<VecColumn<i32>> = World::new(0).expect("shard 0");
        let [age, rules] = ["Age", "Rules"].map(|name| world.register(Name::from(name)).expect("free"));
        let [ant, bee] = [(); 2].map(|()| world.create().expect("room"));
        world.set(ant, age, 3).expect("alive");
        world.share(ant, rules, 7).expect("alive");
        world.share(bee, rules, 7).expect("alive");
        let view = EntityView::of(&world, ant, None, &Openings::default(), &number);
        let lines: Vec<_> =
            view.lines.iter().map(|line| (&*line.name, &*line.text, line.shared_by)).collect();
        assert_eq!(lines, [("Age", "3", None), ("Rules", "7", Some(2))]);
        assert!(view.is_alive);
    }

    #[test]
    fn a_dead_entity_says_so_and_keeps_its_last_values() {
        let mut world: World<VecColumn<i32>> = World::new(0).expect("shard 0");
        let age = world.register(Name::from("Age")).expect("free");
        let ant = world.create().expect("room");
        world.set(ant, age, 3).expect("alive");
        let alive = EntityView::of(&world, ant, None, &Openings::default(), &number);
        world.advance();
        world.destroy(ant).expect("mortal");
        let dead = EntityView::of(&world, ant, Some(&alive), &Openings::default(), &number);
        assert_eq!((dead.is_alive, dead.seen, dead.successor), (false, 0, None));
        assert_eq!(dead.lines, alive.lines);
        let next = world.create().expect("room");
        let dead = EntityView::of(&world, ant, Some(&dead), &Openings::default(), &number);
        assert_eq!(dead.successor, Some(next));
    }
}
