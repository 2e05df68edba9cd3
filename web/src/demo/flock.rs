use std::fmt;

use js_sys::Array;
use terrarium_ecs::{
    ComponentError, ComponentId, EntityError, EntityId, Matches, Name, PAGE_SLOTS, QueryId, QuerySpec,
};
use terrarium_wasm::JsWorld;
use wasm_bindgen::{JsCast, JsValue};

use crate::demo::bird::{Bird, Mood, Vector};
use crate::demo::curiosities;
use crate::demo::dice::Dice;
use crate::demo::motion::{Rules, Sky};
use crate::demo::request::Request;
use crate::demo::values::{Point, Route, RulesObject};

/// The size of the box for the usual flock; a larger flock gets a larger box.
const SIZE: Vector = Vector::new(1_000.0, 625.0);
const USUAL: u32 = Request::USUAL.birds;

/// This near, a stop counts as reached.
const REACHED: f64 = 40.0;

/// Every slot of a page, for the pages of which a query matches a run.
static SLOTS: [u32; PAGE_SLOTS as usize] = {
    let mut slots = [0; PAGE_SLOTS as usize];
    let mut slot = 0;
    while slot < slots.len() {
        slots[slot] = slot as u32;
        slot += 1;
    }
    slots
};

/// A world of birds, and what moves them.
#[derive(Debug)]
pub(crate) struct Flock {
    pub(crate) world: JsWorld,
    pub(crate) types: Types,
    pub(crate) dice: Dice,
    /// The one value that all birds share.
    pub(crate) rules: JsValue,
    pub(crate) sky: Sky,
    flying: QueryId,
    leading: QueryId,
    pub(crate) tired: QueryId,
    matches: Matches,
}

/// The component types.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Types {
    pub(crate) name: ComponentId,
    pub(crate) leader: ComponentId,
    pub(crate) position: ComponentId,
    pub(crate) velocity: ComponentId,
    pub(crate) tired: ComponentId,
    pub(crate) route: ComponentId,
    pub(crate) rules: ComponentId,
}

/// Why the demo could not go on.
#[derive(Debug)]
pub(crate) enum FlockError {
    Component(ComponentError),
    Entity(EntityError),
}

impl fmt::Display for FlockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Component(error) => error.fmt(f),
            Self::Entity(error) => error.fmt(f),
        }
    }
}

impl From<ComponentError> for FlockError {
    fn from(error: ComponentError) -> Self {
        Self::Component(error)
    }
}

impl From<EntityError> for FlockError {
    fn from(error: EntityError) -> Self {
        Self::Entity(error)
    }
}

impl Types {
    fn register(world: &mut JsWorld) -> Result<Self, ComponentError> {
        let mut register = |name: &str| world.register(Name::from(name));
        Ok(Self {
            name: register("Name")?,
            leader: register("Leader")?,
            position: register("Position")?,
            velocity: register("Velocity")?,
            tired: register("Tired")?,
            route: register("Route")?,
            rules: register("Rules")?,
        })
    }
}

impl Flock {
    /// A flock as it is asked for.
    pub(crate) fn new(request: Request) -> Result<Self, FlockError> {
        let birds = request.birds;
        let mut world = JsWorld::new(0)?;
        let types = Types::register(&mut world)?;
        let mut with =
            |all: &[ComponentId]| world.prepare(QuerySpec { all: all.to_vec(), ..QuerySpec::default() });
        let (flying, leading) =
            (with(&[types.position, types.velocity]), with(&[types.position, types.route]));
        let tired = with(&[types.tired]);
        let larger = (f64::from(birds) / f64::from(USUAL)).sqrt().max(1.0);
        let mut flock = Self {
            world,
            types,
            dice: Dice::new(0x07e4_4a41),
            rules: RulesObject::new(&Rules::default()).into(),
            sky: Sky::new(SIZE.times(larger)),
            flying,
            leading,
            tired,
            matches: Matches::default(),
        };
        flock.populate(birds)?;
        if request.has_curiosities {
            curiosities::show(&mut flock.world)?;
        }
        flock.gather();
        Ok(flock)
    }

    /// Moves the birds by one tick.
    pub(crate) fn tick(&mut self) -> Result<(), FlockError> {
        self.gather();
        let rules = self.rules.unchecked_ref::<RulesObject>().read();
        self.sky.advance(&rules, self.world.tick());
        self.scatter();
        self.turn_seasons()?;
        self.world.advance();
        Ok(())
    }

    /// The bird nearest to a place, within a distance.
    pub(crate) fn bird_at(&self, place: Vector, within: f64) -> Option<EntityId> {
        self.world.entity_at(self.sky.nearest(place, within)?.index)
    }

    /// Reads all birds from their components.
    fn gather(&mut self) {
        self.world.run(self.flying, &mut self.matches);
        let birds = &mut self.sky.birds;
        birds.clear();
        for (page, slots) in pages(&self.matches) {
            let Some((places, velocities)) = columns(&self.world, &self.types, page) else { continue };
            birds.extend(slots.iter().map(|&slot| Bird {
                index: page * PAGE_SLOTS + slot,
                place: point(places, slot).read(),
                velocity: point(velocities, slot).read(),
                mood: Mood::Flying,
            }));
        }
        self.feel();
    }

    /// Reads the birds' moods from their components.
    fn feel(&mut self) {
        for entity in self.world.entities(self.tired) {
            if let Some(bird) = self.sky.bird_mut(entity.index()) {
                bird.mood = Mood::Tired;
            }
        }
        for entity in self.world.entities(self.leading) {
            let Some(route) = self.world.get(entity, self.types.route) else { continue };
            let route = route.unchecked_into::<Route>();
            let Some(bird) = self.sky.bird_mut(entity.index()) else { continue };
            if route.goal().minus(bird.place).length() < REACHED {
                route.go_on();
                self.world.touch(self.types.route, JsWorld::page_of(entity.index()));
            }
            bird.mood = Mood::Leading(route.goal());
        }
    }

    /// Writes all birds back to their components, in place.
    fn scatter(&mut self) {
        let mut birds = self.sky.birds.iter();
        for (page, slots) in pages(&self.matches) {
            if let Some((places, velocities)) = columns(&self.world, &self.types, page) {
                for (&slot, bird) in slots.iter().zip(&mut birds) {
                    point(places, slot).write(bird.place);
                    point(velocities, slot).write(bird.velocity);
                }
            }
            self.world.touch(self.types.position, page);
            self.world.touch(self.types.velocity, page);
        }
    }
}

/// The pages of a query's matches, each with its slots.
fn pages(matches: &Matches) -> impl Iterator<Item = (u32, &[u32])> {
    let mut listed = matches.slots.as_slice();
    matches.pages.iter().map(move |found| {
        let length = found.length as usize;
        if found.run {
            return (found.page, &SLOTS[..length]);
        }
        let (slots, rest) = listed.split_at(length);
        listed = rest;
        (found.page, slots)
    })
}

/// A page's places and velocities.
fn columns<'a>(world: &'a JsWorld, types: &Types, page: u32) -> Option<(&'a Array, &'a Array)> {
    Some((world.column(types.position).page(page)?, world.column(types.velocity).page(page)?))
}

fn point(page: &Array, slot: u32) -> Point {
    page.get(slot).unchecked_into()
}
