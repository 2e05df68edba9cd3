use std::f64::consts::PI;

use crate::demo::bird::{Bird, Mood, Vector};
use crate::demo::grid::Grid;

/// What birds pay heed to: the value of the `Rules` component that all of them share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// The pull to the middle of the neighbours.
    pub(crate) cohesion: f64,
    /// The pull to the neighbours' velocity.
    pub(crate) alignment: f64,
    /// The push away from neighbours that are too near.
    pub(crate) separation: f64,
    /// How far a bird sees.
    pub(crate) radius: f64,
    /// How near is too near.
    pub(crate) distance: f64,
    /// The greatest speed, a tick.
    pub(crate) speed: f64,
}

impl Default for Rules {
    fn default() -> Self {
        Self { cohesion: 0.004, alignment: 0.07, separation: 0.12, radius: 28.0, distance: 13.0, speed: 2.4 }
    }
}

/// Neighbours that a bird heeds. Real starlings heed about seven; it also bounds what a crowd costs.
const NEIGHBOURS_MAX: usize = 20;

/// How much more a leader counts than another neighbour.
const LEADER_WEIGHT: f64 = 12.0;

/// From this far the glass pushes back.
const GLASS: f64 = 60.0;

/// A box with birds in it.
#[derive(Debug)]
pub(crate) struct Sky {
    pub(crate) size: Vector,
    pub(crate) birds: Vec<Bird>,
    grid: Grid,
}

impl Sky {
    /// A box of a size, without birds.
    pub(crate) fn new(size: Vector) -> Self {
        Self { size, birds: Vec::new(), grid: Grid::default() }
    }

    /// Moves all birds by one tick.
    pub(crate) fn advance(&mut self, rules: &Rules, tick: u32) {
        self.grid.sort(&self.birds, self.size, rules.radius);
        let moved: Vec<Bird> = self.birds.iter().map(|bird| self.moved(bird, rules, tick)).collect();
        self.birds = moved;
    }

    /// The bird nearest to a place, within a distance.
    pub(crate) fn nearest(&self, place: Vector, within: f64) -> Option<&Bird> {
        let square = |bird: &Bird| bird.place.minus(place).square();
        let nearest = self.birds.iter().min_by(|a, b| square(a).total_cmp(&square(b)))?;
        (square(nearest) <= within * within).then_some(nearest)
    }

    /// The bird of an entity. Birds are in the order of their entities.
    pub(crate) fn bird_mut(&mut self, index: u32) -> Option<&mut Bird> {
        let at = self.birds.binary_search_by_key(&index, |bird| bird.index).ok()?;
        self.birds.get_mut(at)
    }

    fn moved(&self, bird: &Bird, rules: &Rules, tick: u32) -> Bird {
        let speed = match bird.mood {
            Mood::Tired => rules.speed * 0.3,
            Mood::Flying | Mood::Leading(_) => rules.speed,
        };
        let push =
            self.company(bird, rules, tick).plus(self.glass(bird.place)).plus(breeze(bird.place, tick));
        let push = match bird.mood {
            Mood::Leading(goal) => push.plus(goal.minus(bird.place).clamp_length(0.0, 0.14)),
            Mood::Flying | Mood::Tired => push,
        };
        let velocity = bird.velocity.plus(push).clamp_length(speed * 0.5, speed);
        Bird { place: self.inside(bird.place.plus(velocity)), velocity, ..*bird }
    }

    /// The push that a bird's neighbours give it.
    fn company(&self, bird: &Bird, rules: &Rules, tick: u32) -> Vector {
        let (mut middle, mut course, mut away) = (Vector::default(), Vector::default(), Vector::default());
        let (mut weight, mut heeded) = (0.0, 0);
        for number in self.grid.near(bird.place, (bird.index.wrapping_add(tick)) as usize) {
            let other = &self.birds[number];
            let offset = other.place.minus(bird.place);
            let square = offset.square();
            if square > rules.radius * rules.radius || other.index == bird.index {
                continue;
            }
            let counts = if matches!(other.mood, Mood::Leading(_)) { LEADER_WEIGHT } else { 1.0 };
            weight += counts;
            middle = middle.plus(offset.times(counts));
            course = course.plus(other.velocity.times(counts));
            if square < rules.distance * rules.distance {
                away = away.minus(offset.times(1.0 / square.sqrt().max(0.5)));
            }
            heeded += 1;
            if heeded == NEIGHBOURS_MAX {
                break;
            }
        }
        if weight == 0.0 {
            return Vector::default();
        }
        let toward = middle.times(rules.cohesion / weight);
        let along = course.times(1.0 / weight).minus(bird.velocity).times(rules.alignment);
        toward.plus(along).plus(away.times(rules.separation))
    }

    /// The push of the glass on a bird that comes near.
    fn glass(&self, place: Vector) -> Vector {
        let push = |at: f64, end: f64| ((GLASS - at).max(0.0) - (GLASS - (end - at)).max(0.0)) / GLASS * 0.16;
        Vector::new(push(place.x, self.size.x), push(place.y, self.size.y))
    }

    fn inside(&self, place: Vector) -> Vector {
        Vector::new(place.x.clamp(0.0, self.size.x), place.y.clamp(0.0, self.size.y))
    }
}

/// Air that is never quite still, so that the flock does not come to rest in a circle.
fn breeze(place: Vector, tick: u32) -> Vector {
    let time = f64::from(tick) * 0.006;
    let turn = ((place.x * 0.006 + time).sin() + (place.y * 0.009 - time * 0.7).cos()) * PI;
    Vector::new(turn.cos(), turn.sin()).times(0.018)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::dice::Dice;

    fn sky() -> Sky {
        let mut sky = Sky::new(Vector::new(600.0, 400.0));
        let mut dice = Dice::new(3);
        for index in 0..400 {
            let place = Vector::new(dice.between(0.0, 600.0), dice.between(0.0, 400.0));
            let velocity = Vector::new(dice.between(-1.0, 1.0), dice.between(-1.0, 1.0));
            sky.birds.push(Bird { index, place, velocity, ..Bird::default() });
        }
        sky
    }

    #[test]
    fn birds_stay_in_the_box_and_within_their_speed() {
        let (mut sky, rules) = (sky(), Rules::default());
        for tick in 0..500 {
            sky.advance(&rules, tick);
            for bird in &sky.birds {
                let Vector { x, y } = bird.place;
                assert!((0.0..=600.0).contains(&x) && (0.0..=400.0).contains(&y), "{bird:?}");
                assert!(bird.velocity.length() <= rules.speed + 1e-9);
            }
        }
    }

    /// How much birds fly the same way as those around them, from -1 to 1.
    fn accord(sky: &Sky) -> f64 {
        let course = |bird: &Bird| bird.velocity.times(1.0 / bird.velocity.length().max(1e-9));
        let (mut sum, mut pairs) = (0.0, 0.0);
        for bird in &sky.birds {
            for other in sky.birds.iter().filter(|other| other.place.minus(bird.place).length() < 30.0) {
                let (a, b) = (course(bird), course(other));
                sum += a.x * b.x + a.y * b.y;
                pairs += 1.0;
            }
        }
        sum / pairs
    }

    #[test]
    fn birds_come_to_fly_together() {
        let mut sky = sky();
        let before = accord(&sky);
        (0..300).for_each(|tick| sky.advance(&Rules::default(), tick));
        assert!(accord(&sky) > before.max(0.8), "{before} {}", accord(&sky));
    }

    #[test]
    fn the_flock_roams_the_box_and_keeps_off_the_glass() {
        let mut sky = sky();
        let (mut middle, mut birds, mut on_glass) = (Vector::default(), 0.0, 0.0);
        for tick in 0..4_000_u32 {
            sky.advance(&Rules::default(), tick);
            for bird in sky.birds.iter().filter(|_| tick.is_multiple_of(50)) {
                let Vector { x, y } = bird.place;
                middle = middle.plus(bird.place);
                birds += 1.0;
                on_glass += f64::from(u8::from(x.min(y).min(600.0 - x).min(400.0 - y) < 5.0));
            }
        }
        let middle = middle.times(1.0 / birds);
        assert!((200.0..400.0).contains(&middle.x) && (133.0..267.0).contains(&middle.y), "{middle:?}");
        assert!(on_glass / birds < 0.05, "{}", on_glass / birds);
    }

    #[test]
    fn a_leader_gets_where_it_is_going() {
        let mut sky = sky();
        let goal = Vector::new(500.0, 300.0);
        sky.birds[0].mood = Mood::Leading(goal);
        let near = (0..1_000).any(|tick| {
            sky.advance(&Rules::default(), tick);
            sky.birds[0].place.minus(goal).length() < 30.0
        });
        assert!(near);
    }

    #[test]
    fn the_nearest_bird_is_found_by_place_and_by_entity() {
        let mut sky = sky();
        let bird = sky.birds[17];
        assert_eq!(sky.nearest(bird.place, 1.0), Some(&bird));
        assert_eq!(sky.nearest(Vector::new(-900.0, 0.0), 1.0), None);
        assert_eq!(sky.bird_mut(17).copied(), Some(bird));
        assert_eq!(sky.bird_mut(400), None);
    }
}
