use terrarium_inspect::{Origin, Snapshot, State, WorldInfo, Worlds};

use crate::state::number::{bytes, grouped};
use crate::state::text::bare;

/// A snapshot in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shelved {
    pub(crate) number: u32,
    pub(crate) name: String,
    /// What is in it, in words.
    pub(crate) summary: String,
    /// Its types: their names, and how much there is of them, in words.
    pub(crate) types: Vec<(String, String)>,
    /// How many types there are beside.
    pub(crate) further: u32,
}

impl Shelved {
    /// Of what the world tells.
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let types = snapshot.types.iter().map(|of| {
            let count = format!("{}, {}", counted(of.entities, "entity", "entities"), bytes(of.bytes as f64));
            (bare(&of.name), count)
        });
        Self {
            number: snapshot.number,
            name: bare(&snapshot.name),
            summary: summary(snapshot),
            types: types.collect(),
            further: snapshot.type_count.saturating_sub(snapshot.types.len() as u32),
        }
    }
}

fn summary(snapshot: &Snapshot) -> String {
    let mut parts =
        vec![counted(snapshot.entities, "entity", "entities"), format!("tick {}", grouped(snapshot.tick))];
    parts.push(bytes(snapshot.bytes as f64));
    if snapshot.format == Origin::AgentEcs {
        parts.push("from AgentECS".into());
    }
    if snapshot.partial {
        parts.push("a part of a world".into());
    }
    parts.join(", ")
}

/// A number of things, of which one has another name.
pub(crate) fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A state of a world, in words.
pub(crate) fn called(state: State, shelf: &[Shelved]) -> String {
    match state {
        State::Now => "now".into(),
        State::Tick(tick) => format!("tick {}", grouped(tick)),
        State::Snapshot(number) => shelf
            .iter()
            .find(|snapshot| snapshot.number == number)
            .map_or_else(|| format!("snapshot {number}"), |snapshot| snapshot.name.clone()),
    }
}

/// The worlds that can be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Their numbers, and what they are called.
    pub(crate) worlds: Vec<(u32, String)>,
    /// The one that is looked at.
    pub(crate) looking: u32,
    /// The tick of its past that is looked at, if it is one.
    pub(crate) past: Option<u32>,
}

impl From<Worlds> for Choice {
    fn from(Worlds { worlds, looking, past }: Worlds) -> Self {
        let called = |WorldInfo { number, name, .. }: &WorldInfo| (*number, bare(name));
        Self { worlds: worlds.iter().map(called).collect(), looking, past }
    }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    #[test]
    fn a_snapshot_says_what_is_in_it() {
        let json = r#"{"snapshot":3,"name":"Calm","format":"agentecs","entities":1,"bytes":1536,"tick":1200,"partial":true,
            "typeCount":9,"types":[{"name":"Mood","entities":2,"groups":0,"bytes":2097152}]}"#;
        let shelved = Shelved::of(&Snapshot::from_text(json).expect("a snapshot"));
        assert_eq!(shelved.summary, "1 entity, tick 1,200, 1.5 kB, from AgentECS, a part of a world");
        assert_eq!(shelved.types, [("Mood".into(), "2 entities, 2.0 MB".into())]);
        assert_eq!(shelved.further, 8);
        assert_eq!(called(State::Snapshot(3), &[shelved]), "Calm");
        assert_eq!(
            (called(State::Now, &[]), called(State::Tick(1_200), &[])),
            ("now".into(), "tick 1,200".into())
        );
    }
}
