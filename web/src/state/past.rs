use terrarium_ecs::EntityId;
use terrarium_inspect::{Past, PastRequest};

use crate::state::difference::{Changed, shown};

/// Ticks that are looked into at once.
const TICKS: u32 = 50;

/// What a component of an entity was, as far as that was looked into.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ComponentPast {
    pub(crate) entity: EntityId,
    pub(crate) component: u32,
    /// The name of its type.
    pub(crate) name: String,
    /// The ticks at which it became another, the last first.
    pub(crate) ticks: Vec<PastTick>,
    /// Whether all was looked into, or nobody wants to know more.
    pub(crate) is_done: bool,
    next: u32,
    /// Where the history begins and ends.
    span: (u32, u32),
}

/// What a component was from a tick on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PastTick {
    pub(crate) tick: u32,
    /// Its value, in brief.
    pub(crate) value: String,
    /// Where it is other than before.
    pub(crate) places: Vec<Changed>,
}

impl ComponentPast {
    /// A past of which nothing is known yet, in a history from one tick to another.
    pub(crate) fn new(entity: EntityId, component: u32, name: String, span: (u32, u32)) -> Self {
        Self { entity, component, name, ticks: Vec::new(), is_done: false, next: span.0, span }
    }

    /// What to ask next.
    pub(crate) fn request(&self) -> Option<PastRequest> {
        let request =
            PastRequest { entity: self.entity, component: self.component, first: self.next, count: TICKS };
        (!self.is_done).then_some(request)
    }

    /// Takes up an answer, unless it is one to another question.
    pub(crate) fn take(&mut self, request: &PastRequest, past: &Past) {
        if self.request() != Some(*request) {
            return;
        }
        for value in &past.values {
            let places = value.changes.iter().map(|change| Changed::of(&self.name, change)).collect();
            self.ticks.insert(0, PastTick { tick: value.tick, value: shown(&value.value), places });
        }
        // A history that goes on is not run after for ever.
        let next = past.next.filter(|next| *next <= self.span.1);
        self.is_done = next.is_none();
        self.next = next.unwrap_or(self.next);
    }

    /// How much was looked into, of 1.
    pub(crate) fn progress(&self) -> f64 {
        let (first, last) = self.span;
        f64::from(self.next.saturating_sub(first)) / f64::from(last.saturating_sub(first).max(1))
    }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    #[test]
    fn a_past_is_asked_for_in_pieces_until_its_end() {
        let entity = EntityId::new(0, 3, 0).expect("in range");
        let mut past = ComponentPast::new(entity, 1, "Mood".into(), (10, 99));
        let answer = |json: &str| Past::from_text(json).expect("a past");
        let first = past.request().expect("a question");
        past.take(&first, &answer(r#"{"values":[{"tick":10,"value":"calm","changes":[]}],"next":60}"#));
        assert_eq!((past.request().map(|request| request.first), past.progress() > 0.5), (Some(60), true));
        let second = past.request().expect("a question");
        let json = r#"{"values":[{"tick":70,"value":"sad","changes":[{"path":[],"before":"calm","after":"sad"}]}],"next":110}"#;
        past.take(&second, &answer(json));
        assert!(past.is_done && past.request().is_none());
        let told: Vec<_> = past.ticks.iter().map(|tick| (tick.tick, tick.value.as_str())).collect();
        assert_eq!(told, [(70, "\"sad\""), (10, "\"calm\"")]);
    }
}
