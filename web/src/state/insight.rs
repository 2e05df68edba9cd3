use terrarium_ecs::EntityId;
use terrarium_inspect::{Explanation, Field, Means, TypeView, Value, Watch, When};

use crate::state::census::{Census, type_name};
use crate::state::number::{bytes, grouped, short};
use crate::state::preview::line;
use crate::state::text::bare;

/// Characters of a bar's label.
const LABEL_CHARACTERS_MAX: usize = 24;

/// What is known beside rows and entities: a type that is looked into, watches, and how the query is answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Insight {
    /// The type that is open.
    open: Option<u32>,
    observed: Option<Observed>,
    pub(crate) watches: Option<Vec<WatchLine>>,
    /// What has paused the simulation, until it runs again.
    pub(crate) alarm: Option<Alarm>,
    /// How a query was answered.
    pub(crate) explanation: Option<Explained>,
    /// The condition that finds what is sought by name.
    pub(crate) sought: Option<String>,
    /// The first entity of an index, of which whoever lives there now is sought.
    pub(crate) seeking: Option<EntityId>,
}

/// What is seen of a type's values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Observed {
    number: u32,
    /// How many values were looked at, and what they take.
    pub(crate) summary: String,
    pub(crate) fields: Vec<FieldLine>,
}

/// A place in the values of a type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldLine {
    pub(crate) name: String,
    pub(crate) depth: u32,
    /// Its kinds, and what range it is in.
    pub(crate) kinds: String,
    pub(crate) bars: Vec<BarLine>,
}

/// A bar of a histogram.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BarLine {
    pub(crate) label: String,
    pub(crate) count: u32,
    /// Its part of the longest bar.
    pub(crate) part: f64,
    pub(crate) condition: String,
    /// Whether it is one of many ranges.
    pub(crate) is_range: bool,
}

/// A watch, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WatchLine {
    pub(crate) number: u32,
    pub(crate) query: String,
    /// When it pauses, in words.
    pub(crate) when: String,
    /// How it stands, in words.
    pub(crate) state: String,
    fired: Option<u32>,
}

/// That a watch has paused the simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alarm {
    pub(crate) query: String,
    pub(crate) text: String,
}

/// How a query was answered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Explained {
    pub(crate) query: String,
    pub(crate) steps: Vec<StepLine>,
    pub(crate) summary: String,
}

/// Something that had to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StepLine {
    pub(crate) text: String,
    pub(crate) by: &'static str,
    pub(crate) expected: String,
    pub(crate) left: String,
}

impl Insight {
    /// The type that is open.
    pub(crate) const fn open(&self) -> Option<u32> {
        self.open
    }

    /// Opens a type, or closes it.
    pub(crate) fn toggle(&mut self, number: u32) {
        self.open = if self.open == Some(number) { None } else { Some(number) };
        self.observed = None;
    }

    /// The types have other numbers in another world, or at another tick: the open one stays so by its name.
    pub(crate) fn renumber(&mut self, before: &Census, now: &Census) {
        let Some(open) = self.open.and_then(|number| before.types.get(number as usize)) else { return };
        let number = now.types.iter().position(|of| of.query == open.query);
        self.open = number.and_then(|number| u32::try_from(number).ok());
    }

    /// What is seen of the open type.
    pub(crate) fn observed(&self) -> Option<&Observed> {
        self.observed.as_ref().filter(|observed| Some(observed.number) == self.open)
    }

    /// Takes up what is seen of a type.
    pub(crate) fn take_type(&mut self, told: &TypeView) {
        self.observed = Some(Observed {
            number: told.number,
            summary: summary(told),
            fields: told.fields.iter().map(field).collect(),
        });
    }

    /// Takes up how the watches stand. One that has paused the simulation since is told of.
    pub(crate) fn take_watches(&mut self, told: &[Watch]) {
        let lines: Vec<_> = told.iter().map(watch_line).collect();
        if let Some(before) = &self.watches {
            let is_known = |line: &&WatchLine| {
                before.iter().any(|known| known.number == line.number && known.fired == line.fired)
            };
            let fired = lines.iter().find(|line| line.fired.is_some() && !is_known(line));
            self.alarm = fired.map(alarm).or_else(|| self.alarm.take());
        }
        self.watches = Some(lines);
    }

    /// The simulation runs again.
    pub(crate) fn resumed(&mut self) {
        self.alarm = None;
    }

    /// A number for another watch.
    pub(crate) fn next_watch(&self) -> u32 {
        let last = self.watches.iter().flatten().map(|line| line.number).max();
        last.map_or(1, |last| last + 1)
    }

    /// Takes up how a query was answered.
    pub(crate) fn take_explanation(&mut self, query: String, told: &Explanation) {
        let steps = told.steps.iter().map(|step| StepLine {
            text: bare(&step.text),
            by: match step.by {
                Means::Mask => "mask",
                Means::Value => "value",
            },
            expected: grouped(step.estimate.round() as u32),
            left: grouped(step.left),
        });
        let summary = format!("{} matches, found in {} ms", grouped(told.matches), short(told.took));
        self.explanation = Some(Explained { query, steps: steps.collect(), summary });
    }
}

fn summary(told: &TypeView) -> String {
    let looked = match told.sampled == told.entities {
        true => format!("All {} values looked at", grouped(told.entities)),
        false => format!("{} of {} values looked at", grouped(told.sampled), grouped(told.entities)),
    };
    format!("{looked}; about {} in memory", bytes(told.bytes))
}

fn field(told: &Field) -> FieldLine {
    let most = told.bars.iter().map(|bar| bar.count).max().unwrap_or(1).max(1);
    let bars = told.bars.iter().map(|bar| BarLine {
        label: label(&bar.label),
        count: bar.count,
        part: f64::from(bar.count) / f64::from(most),
        condition: bar.condition.clone(),
        is_range: matches!(bar.label, Value::Record(_)),
    });
    FieldLine { name: type_name(&told.name), depth: told.depth, kinds: kinds(told), bars: bars.collect() }
}

/// The kinds of a place's values, the range that they are in, and how often there is none.
fn kinds(told: &Field) -> String {
    let mut parts: Vec<String> = match told.kinds.as_slice() {
        [(kind, _)] => vec![kind.clone()],
        kinds => kinds.iter().map(|(kind, count)| format!("{} {kind}", grouped(*count))).collect(),
    };
    if let Some((from, to)) = &told.range {
        parts.push(format!("{} to {}", brief(from), brief(to)));
    }
    if let Some((from, to)) = told.lengths.filter(|(_, to)| *to > 0) {
        parts.push(format!("length {from} to {to}"));
    }
    if told.missing > 0 {
        parts.push(format!("{} without", grouped(told.missing)));
    }
    parts.join(", ")
}

fn label(value: &Value) -> String {
    match value {
        Value::Record(range) => {
            range.entries.iter().map(|entry| brief(&entry.value)).collect::<Vec<_>>().join(" to ")
        }
        value => brief(value),
    }
}

fn brief(value: &Value) -> String {
    match value {
        Value::Number(number) => short(*number),
        value => line(value, LABEL_CHARACTERS_MAX),
    }
}

fn watch_line(told: &Watch) -> WatchLine {
    let found = format!("{} found", grouped(told.count));
    let state = match (told.fired, &told.failure) {
        (Some(tick), Some(reason)) => {
            format!("{found}; could not pause at tick {}: {}", grouped(tick), bare(reason))
        }
        (Some(tick), None) => format!("{found}; paused at tick {}", grouped(tick)),
        (None, _) => found,
    };
    WatchLine {
        number: told.number,
        query: bare(&told.query),
        when: words(told.when, told.limit),
        state,
        fired: told.fired,
    }
}

/// When a watch pauses, in words.
fn words(when: When, limit: u32) -> String {
    match when {
        When::NonEmpty => "finds something".into(),
        When::Empty => "finds nothing".into(),
        When::More => format!("finds more than {}", grouped(limit)),
        When::Fewer => format!("finds fewer than {}", grouped(limit)),
    }
}

fn alarm(line: &WatchLine) -> Alarm {
    let tick = grouped(line.fired.unwrap_or_default());
    Alarm {
        query: line.query.clone(),
        text: format!("Paused by watch “{}”, which {}, at tick {tick}.", line.query, line.when),
    }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::{FromJson, Watches};

    use super::*;

    #[test]
    fn a_type_is_told_in_words_with_bars() {
        let told = TypeView::from_text(
            r#"{"type":2,"entities":5000,"sampled":2000,"bytes":123456,"fields":[
            {"name":"Vital","depth":0,"kinds":[["object",2000]],"missing":0,"range":null,"lengths":null,"bars":[]},
            {"name":"hp","depth":1,"kinds":[["number",1990],["string",10]],"missing":3,"range":[0,9.5],"lengths":[1,4],
             "bars":[{"label":["list","",2,0,0,1.25],"count":20,"condition":"a"},{"label":"x","count":40,"condition":"b"}]}]}"#,
        )
        .expect("a type");
        let mut insight = Insight::default();
        insight.toggle(2);
        insight.take_type(&told);
        let observed = insight.observed().expect("it is open");
        assert_eq!(observed.summary, "2,000 of 5,000 values looked at; about 120.6 kB in memory");
        let hp = &observed.fields[1];
        assert_eq!(hp.kinds, "1,990 number, 10 string, 0 to 9.50, length 1 to 4, 3 without");
        let bars: Vec<_> = hp.bars.iter().map(|bar| (bar.label.as_str(), bar.part, bar.is_range)).collect();
        assert_eq!(bars, [("0 to 1.25", 0.5, true), ("\"x\"", 1.0, false)]);
        insight.toggle(2);
        assert_eq!((insight.open(), insight.observed()), (None, None));
    }

    #[test]
    fn the_open_type_is_followed_by_its_name() {
        let census = |names: [&str; 2]| {
            let types =
                names.map(|name| format!(r#"{{"name":"{name}","query":"{name}","entities":1,"groups":0}}"#));
            let json =
                format!(r#"{{"entities":1,"types":[{}],"archetypes":[],"unused":[]}}"#, types.join(","));
            Census::from(terrarium_inspect::Census::from_text(&json).expect("a census"))
        };
        let mut insight = Insight::default();
        insight.toggle(0);
        insight.renumber(&census(["Age", "Name"]), &census(["Fur", "Age"]));
        assert_eq!(insight.open(), Some(1));
        insight.renumber(&census(["Fur", "Age"]), &census(["Fur", "Name"]));
        assert_eq!(insight.open(), None);
    }

    #[test]
    fn a_watch_that_has_paused_the_world_is_told_of_once() {
        let told = |fired: &str| {
            let json = format!(
                r#"{{"watches":[{{"number":4,"query":"Tired","when":"more","limit":3,"count":4,"fired":{fired},"failure":null}}]}}"#
            );
            Watches::from_text(&json).expect("watches").watches
        };
        let mut insight = Insight::default();
        insight.take_watches(&told("9"));
        assert_eq!((insight.alarm.clone(), insight.next_watch()), (None, 5));
        insight.take_watches(&told("1200"));
        let text = insight.alarm.clone().map(|alarm| alarm.text);
        assert_eq!(text.as_deref(), Some("Paused by watch “Tired”, which finds more than 3, at tick 1,200."));
        insight.take_watches(&told("1200"));
        assert!(insight.alarm.is_some());
        insight.resumed();
        insight.take_watches(&told("1200"));
        assert!(insight.alarm.is_none());
    }
}
