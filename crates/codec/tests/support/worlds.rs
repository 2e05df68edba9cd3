//! Random worlds, the same ones for the same seed as `tests/suite/worlds.mjs` makes.

use terrarium_codec::{Graph, GraphWorld, Value};
use terrarium_ecs::{ComponentId, EntityId, Name};

use super::dice::Dice;
use super::values::Values;

const TYPES: [&str; 9] = [
    "worlds/Point",
    "worlds/Body",
    "worlds/score",
    "worlds/label",
    "worlds/tag",
    "worlds/any",
    "worlds/link",
    "worlds/owner",
    "worlds/Knot",
];
const MANY: u32 = 1100;

/// The names of the component types, by number.
fn names() -> Vec<Name> {
    let odd: Vec<u16> = "worlds/".encode_utf16().chain([0xd800]).collect();
    TYPES.map(Name::from).into_iter().chain([Name::from_units(odd)]).collect()
}

/// Does things to a world as the dice fall.
struct Builder {
    dice: Dice,
    values: Values,
    world: GraphWorld,
    /// By number.
    components: Vec<ComponentId>,
    alive: Vec<EntityId>,
    handles: Vec<EntityId>,
    shared: Vec<Vec<Value>>,
}

/// The random world of a seed, and what its values refer to.
pub(crate) fn world_of(seed: u32) -> (GraphWorld, Graph) {
    let mut builder = Builder::new(seed);
    let operations = 10 + builder.dice.below(60);
    (0..operations).for_each(|_| builder.step());
    (builder.world, builder.values.graph)
}

impl Builder {
    fn new(seed: u32) -> Self {
        let mut dice = Dice::new(seed);
        let shard = if dice.once(4) { dice.below(1024) } else { 0 };
        let mut world = GraphWorld::new(shard).expect("a shard");
        let values = Values::new(&mut dice);
        let names = names();
        let order: Vec<usize> = (0..names.len()).collect();
        for number in dice.shuffled(&order) {
            meet(&mut world, names[number].clone());
        }
        let components = names.iter().filter_map(|name| world.find(name)).collect();
        let shared = vec![Vec::new(); names.len()];
        Self { dice, values, world, components, alive: Vec::new(), handles: Vec::new(), shared }
    }

    fn step(&mut self) {
        match self.dice.below(12) {
            0..=2 => self.spawn(),
            3 => self.burst(),
            4 | 5 => self.destroy(),
            6 => self.on_some(Self::put),
            7 => self.on_some(|builder, entity, number| {
                builder.world.remove(entity, builder.components[number]).expect("alive");
            }),
            8 => {
                self.world.advance();
            }
            9 => {
                let own = self.world.own_entity().expect("always alive");
                let number = self.number();
                self.put(own, number);
            }
            10 => self.on_some(Self::update),
            _ => self.remove_from_all(),
        }
    }

    fn number(&mut self) -> usize {
        self.dice.below(self.components.len() as u32) as usize
    }

    fn on_some(&mut self, run: impl FnOnce(&mut Self, EntityId, usize)) {
        if self.alive.is_empty() {
            return;
        }
        let entity = self.dice.pick(&self.alive);
        let number = self.number();
        run(self, entity, number);
    }

    fn spawn(&mut self) {
        let all: Vec<usize> = (0..self.components.len()).collect();
        let chosen = self.dice.some(&all, 0.35);
        let entity = self.create();
        chosen.into_iter().for_each(|number| self.put(entity, number));
    }

    fn create(&mut self) -> EntityId {
        let entity = self.world.create().expect("room");
        self.alive.push(entity);
        self.handles.push(entity);
        entity
    }

    fn burst(&mut self) {
        let count = if self.dice.once(40) { MANY } else { self.dice.below(30) };
        for _ in 0..count {
            let entity = self.create();
            for number in [0, 1] {
                let value = self.make(number);
                self.world.set(entity, self.components[number], value).expect("alive");
            }
        }
    }

    fn destroy(&mut self) {
        if self.alive.is_empty() {
            return;
        }
        let place = self.dice.below(self.alive.len() as u32) as usize;
        let entity = self.alive.remove(place);
        self.world.destroy(entity).expect("of this world");
    }

    fn make(&mut self, number: usize) -> Value {
        let handles = &self.handles;
        let handle = |dice: &mut Dice| match handles.is_empty() {
            true => EntityId::from_number(0.0).expect("a handle"),
            false => dice.pick(handles),
        };
        self.values.of(&mut self.dice, number, &handle)
    }

    fn put(&mut self, entity: EntityId, number: usize) {
        let component = self.components[number];
        if self.dice.once(7) {
            let value = self.shared_value(number);
            self.world.share(entity, component, value).expect("alive");
        } else {
            let value = self.make(number);
            self.world.set(entity, component, value).expect("alive");
        }
    }

    fn shared_value(&mut self, number: usize) -> Value {
        if !self.shared[number].is_empty() && self.dice.once(2) {
            return self.dice.pick(&self.shared[number]);
        }
        let value = self.make(number);
        self.shared[number].push(value.clone());
        value
    }

    fn update(&mut self, entity: EntityId, number: usize) {
        let component = self.components[number];
        if self.world.sharing(entity, component).is_some() {
            let value = self.shared_value(number);
            self.world.update_shared(entity, component, value).expect("shared");
        }
    }

    fn remove_from_all(&mut self) {
        if self.dice.once(5) {
            let number = self.number();
            self.world.remove_from_all(self.components[number]);
        }
    }
}

/// Lets a world come to know a type, as it does in JavaScript: by its first value.
fn meet(world: &mut GraphWorld, name: Name) {
    let own = world.own_entity().expect("always alive");
    let component = world.register(name).expect("a new name");
    world.set(own, component, Value::Number(1.0)).expect("alive");
    world.remove(own, component).expect("alive");
}
