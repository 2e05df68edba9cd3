use terrarium_ecs::EntityId;
use terrarium_inspect::{Event, State, Travel};

use crate::state::comparison::Comparison;
use crate::state::past::ComponentPast;
use crate::state::shelf::{Choice, Shelved, called};
use crate::state::strip::Strip;

/// What is known of worlds beside each other, of snapshots, and of the past.
#[derive(Debug, Default)]
pub(crate) struct Travels {
    pub(crate) choice: Choice,
    pub(crate) shelf: Vec<Shelved>,
    pub(crate) strip: Strip,
    /// The tick that is to be shown, or now: it may still be on its way.
    pub(crate) shown: Option<u32>,
    /// The tick that others are compared with.
    pub(crate) pinned: Option<u32>,
    pub(crate) comparison: Option<Comparison>,
    pub(crate) past: Option<ComponentPast>,
    /// Whether a tick is on its way.
    is_going: bool,
    /// The one to go to after it.
    wanted: Option<Option<u32>>,
}

impl Travels {
    /// Takes up what a world tells, and answers what to do next.
    pub(crate) fn take(&mut self, event: Event) -> Option<Travel> {
        match event {
            Event::Worlds(worlds) => {
                self.choice = worlds.into();
                if !self.is_going {
                    self.shown = self.choice.past;
                }
            }
            Event::Snapshots(list) => self.shelf = list.snapshots.iter().map(Shelved::of).collect(),
            Event::History(timeline) => self.strip = Strip::of(&timeline),
            Event::Diff(found) => {
                self.comparison.iter_mut().for_each(|known| known.take(&found.request, &found.content));
            }
            Event::Past(found) => {
                self.past.iter_mut().for_each(|known| known.take(&found.request, &found.content));
                return self.past.as_ref()?.request().map(Travel::Past);
            }
            Event::Arrived(Travel::Look { .. }) => return self.arrived(),
            _ => (),
        }
        None
    }

    /// Goes to a tick of the past, or to now. Of those that are asked for while one is on its way, the last follows.
    pub(crate) fn go(&mut self, tick: Option<u32>) -> Option<Travel> {
        self.shown = tick;
        if self.is_going {
            self.wanted = Some(tick);
            return None;
        }
        self.is_going = true;
        Some(Travel::Look { world: self.choice.looking, tick })
    }

    /// A tick is there, or cannot be had.
    fn arrived(&mut self) -> Option<Travel> {
        self.is_going = false;
        self.wanted.take().and_then(|tick| self.go(tick))
    }

    /// Something was refused, or given up.
    pub(crate) fn refused(&mut self, travel: &Travel) -> Option<Travel> {
        match travel {
            Travel::Diff(_) => {
                self.comparison = self.comparison.take().filter(|known| known.summary.is_some())
            }
            Travel::Past(_) => self.past.iter_mut().for_each(|past| past.is_done = true),
            Travel::Look { .. } => {
                self.shown = self.choice.past;
                return self.arrived();
            }
            _ => (),
        }
        None
    }

    /// Pins the tick that is shown, or the last one that was kept; or lets go of the one that is pinned.
    pub(crate) fn pin(&mut self) {
        let shown = self.shown.or(self.strip.span.map(|(_, last)| last));
        self.pinned = if self.pinned.is_some() { None } else { shown };
    }

    /// Compares two states.
    pub(crate) fn compare(&mut self, from: State, to: State) -> Travel {
        let title = format!("From {} to {}", called(from, &self.shelf), called(to, &self.shelf));
        let comparison = Comparison::new(from, to, title);
        let request = comparison.request();
        self.comparison = Some(comparison);
        Travel::Diff(request)
    }

    /// Looks into the past of a component, if there is one.
    pub(crate) fn look_back(&mut self, entity: EntityId, component: u32, name: String) -> Option<Travel> {
        self.past = self.strip.span.map(|span| ComponentPast::new(entity, component, name, span));
        self.past.as_ref()?.request().map(Travel::Past)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(tick: Option<u32>) -> Travel {
        Travel::Look { world: 0, tick }
    }

    #[test]
    fn of_the_ticks_that_are_gone_through_the_last_is_looked_at() {
        let mut travels = Travels::default();
        assert_eq!(travels.go(Some(3)), Some(look(Some(3))));
        assert_eq!((travels.go(Some(4)), travels.go(None), travels.go(Some(5))), (None, None, None));
        assert_eq!(travels.shown, Some(5));
        assert_eq!(travels.take(Event::Arrived(look(Some(3)))), Some(look(Some(5))));
        assert_eq!(travels.take(Event::Arrived(look(Some(5)))), None);
        assert_eq!(travels.go(None), Some(look(None)));
    }

    #[test]
    fn what_is_refused_leaves_what_is_known() {
        let mut travels = Travels::default();
        let compare = travels.compare(State::Tick(1), State::Now);
        assert_eq!(travels.comparison.as_ref().map(|known| known.title.as_str()), Some("From tick 1 to now"));
        travels.refused(&compare);
        assert_eq!(travels.comparison, None);
        travels.go(Some(9));
        travels.refused(&look(Some(9)));
        assert_eq!((travels.shown, travels.go(Some(2))), (None, Some(look(Some(2)))));
    }

    #[test]
    fn a_pin_is_put_at_what_is_shown() {
        let mut travels = Travels { shown: Some(7), ..Travels::default() };
        travels.pin();
        assert_eq!(travels.pinned, Some(7));
        travels.pin();
        assert_eq!(travels.pinned, None);
    }
}
