use terrarium_ecs::{EntityError, EntityId};
use wasm_bindgen::{JsCast, JsValue};

use crate::demo::bird::Vector;
use crate::demo::flock::Flock;
use crate::demo::values::{Point, Route, Tired};

const LEADERS: [&str; 6] = ["Alder", "Briar", "Clover", "Dahlia", "Elder", "Fern"];
const FRIENDS: [&str; 5] = ["Gorse", "Hazel", "Iris", "Juniper", "Kale"];

/// Stops on a leader's way.
const STOPS: u32 = 4;

/// Ticks from one bird's growing tired to the next's.
const TIRING_TICKS: u32 = 6;

/// Ticks that a bird is tired for.
const TIRED_TICKS: u32 = 360;

/// One in so many is tired of age, and dies of it.
const OLD_IN: u32 = 6;

impl Flock {
    /// Fills the box.
    pub(crate) fn populate(&mut self, birds: u32) -> Result<(), EntityError> {
        for number in 0..birds {
            let bird = self.hatch()?;
            let leader = LEADERS.get(number as usize);
            let friend = FRIENDS.get((number as usize).wrapping_sub(LEADERS.len()));
            if let Some(name) = leader.or(friend) {
                self.world.set(bird, self.types.name, JsValue::from_str(name))?;
            }
            if leader.is_some() {
                let route = self.route().into();
                self.world.set(bird, self.types.leader, JsValue::TRUE)?;
                self.world.set(bird, self.types.route, route)?;
            }
        }
        Ok(())
    }

    /// A new bird somewhere in the box.
    fn hatch(&mut self) -> Result<EntityId, EntityError> {
        let place = self.somewhere(0.02);
        let velocity = Vector::new(self.dice.between(-1.0, 1.0), self.dice.between(-1.0, 1.0));
        let bird = self.world.create()?;
        self.world.set(bird, self.types.position, Point::new(place).into())?;
        self.world.set(bird, self.types.velocity, Point::new(velocity).into())?;
        self.world.share(bird, self.types.rules, self.rules.clone())?;
        Ok(bird)
    }

    fn route(&mut self) -> Route {
        let stops: Vec<Vector> = (0..STOPS).map(|_| self.somewhere(0.15)).collect();
        Route::new(stops)
    }

    /// A place in the box, off the glass by a part of the box's size.
    fn somewhere(&mut self, margin: f64) -> Vector {
        let size = self.sky.size;
        let mut along = |length: f64| self.dice.between(length * margin, length * (1.0 - margin)).round();
        Vector::new(along(size.x), along(size.y))
    }

    /// Birds grow tired, and rested again; the old ones die, and others hatch in their place.
    pub(crate) fn turn_seasons(&mut self) -> Result<(), EntityError> {
        let tick = self.world.tick();
        if tick.is_multiple_of(TIRING_TICKS) {
            self.tire(tick)?;
        }
        for bird in self.world.entities(self.tired) {
            let Some(tired) = self.world.get(bird, self.types.tired) else { continue };
            let tired = tired.unchecked_into::<Tired>();
            if tick.saturating_sub(tired.since()) < TIRED_TICKS {
                continue;
            }
            if tired.is_old() {
                self.world.destroy(bird)?;
                self.hatch()?;
            } else {
                self.world.remove(bird, self.types.tired)?;
            }
        }
        Ok(())
    }

    /// Some bird grows tired; leaders never do, and those with a name never of age.
    fn tire(&mut self, tick: u32) -> Result<(), EntityError> {
        let chosen = self.dice.below(self.sky.birds.len() as u32);
        let is_old = self.dice.below(OLD_IN) == 0;
        let bird = self.sky.birds.get(chosen as usize).and_then(|bird| self.world.entity_at(bird.index));
        let Some(bird) = bird else { return Ok(()) };
        if self.world.has(bird, self.types.leader) || self.world.has(bird, self.types.tired) {
            return Ok(());
        }
        let is_old = is_old && !self.world.has(bird, self.types.name);
        self.world.set(bird, self.types.tired, Tired::value(tick, is_old))
    }
}
