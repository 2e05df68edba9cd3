use serde::Serialize;
use serde::ser::Serializer;
use serde_json::Value as Json;
use terrarium_ecs::EntityId;

use crate::failure::ProtocolError;
use crate::json::{FromJson, object};
use crate::path::Path;
use crate::send::number;
use crate::text::Text;
use crate::value::Value;
use crate::view::handle;

/// A change of a world that can be taken back. It is done as a whole or not at all.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Edit {
    /// Another value for a component, or for a place inside.
    Set {
        /// Whose.
        entities: Entities,
        /// The component.
        #[serde(rename = "type")]
        component: Type,
        /// The place; empty for the component itself.
        path: Path,
        /// The value.
        value: Value,
        /// For whom, if it is shared.
        #[serde(skip_serializing_if = "Option::is_none")]
        scope: Option<Scope>,
    },
    /// One more value inside of one.
    Insert {
        /// Whose.
        entities: Entities,
        /// The component.
        #[serde(rename = "type")]
        component: Type,
        /// What it is put inside of.
        path: Path,
        /// What it is found under, in an object or a map.
        #[serde(skip_serializing_if = "Option::is_none")]
        key: Option<Value>,
        /// The value.
        value: Value,
        /// For whom, if it is shared.
        #[serde(skip_serializing_if = "Option::is_none")]
        scope: Option<Scope>,
    },
    /// Takes out what is inside of a value.
    Drop {
        /// Whose.
        entities: Entities,
        /// The component.
        #[serde(rename = "type")]
        component: Type,
        /// The place.
        path: Path,
        /// For whom, if it is shared.
        #[serde(skip_serializing_if = "Option::is_none")]
        scope: Option<Scope>,
    },
    /// One more component, such as others have.
    Add {
        /// To whom.
        entities: Entities,
        /// The component.
        #[serde(rename = "type")]
        component: Type,
    },
    /// Takes a component away.
    Remove {
        /// From whom.
        entities: Entities,
        /// The component.
        #[serde(rename = "type")]
        component: Type,
    },
    /// Components in place of those that are there.
    Paste {
        /// To whom.
        entities: Entities,
        /// Which.
        components: Vec<(Text, Value)>,
    },
    /// Lets entities hold one value together.
    Share {
        /// Who.
        entities: Entities,
        /// The component.
        #[serde(rename = "type")]
        component: Type,
        /// The group that they join; a new one if none is said.
        #[serde(skip_serializing_if = "Option::is_none")]
        group: Option<u32>,
    },
    /// Gives entities copies of their own.
    Unshare {
        /// Who.
        entities: Entities,
        /// The component.
        #[serde(rename = "type")]
        component: Type,
    },
    /// One more entity.
    Create {},
    /// More entities, like some that there are.
    Duplicate {
        /// Which.
        entities: Entities,
    },
    /// Ends entities.
    Destroy {
        /// Which.
        entities: Entities,
    },
    /// Makes two entities one.
    Merge {
        /// The one.
        #[serde(serialize_with = "handle")]
        first: EntityId,
        /// The other.
        #[serde(serialize_with = "handle")]
        second: EntityId,
    },
    /// Makes one entity two.
    Split {
        /// Which.
        #[serde(serialize_with = "handle")]
        entity: EntityId,
    },
}

/// Entities, as messages carry them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities(pub Vec<EntityId>);

/// A component type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Type {
    /// By its number in the world.
    Number(u32),
    /// By name: the world need not know it yet.
    Name(Text),
}

/// For whom a shared component is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// For all who hold it.
    All,
    /// For those that are named, which hold it no more.
    One,
}

/// What an edit made, or what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Entities.
    pub entities: Entities,
}

object!(Made { entities });

/// Components of an entity as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Copied {
    /// By the names of their types.
    pub components: Vec<(Text, Value)>,
}

object!(Copied { components });

impl Copied {
    /// The components of a text that `to_json` wrote; `None` for any other.
    #[must_use]
    pub fn of_json(json: &str) -> Option<Self> {
        Self::from_text(json).ok()
    }

    /// The components as a text, to be read again here or elsewhere.
    #[must_use]
    pub fn to_json(&self) -> String {
        // What was read from JSON has nothing in it that JSON could refuse.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Edit {
    pub(crate) const fn method(&self) -> &'static str {
        match self {
            Self::Set { .. } => "set",
            Self::Insert { .. } => "insert",
            Self::Drop { .. } => "drop",
            Self::Add { .. } => "add",
            Self::Remove { .. } => "remove",
            Self::Paste { .. } => "paste",
            Self::Share { .. } => "share",
            Self::Unshare { .. } => "unshare",
            Self::Create {} => "create",
            Self::Duplicate { .. } => "duplicate",
            Self::Destroy { .. } => "destroy",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
        }
    }

    /// The same edit, for those who hold a shared component.
    #[must_use]
    pub fn scoped(mut self, wanted: Scope) -> Self {
        if let Self::Set { scope, .. } | Self::Insert { scope, .. } | Self::Drop { scope, .. } = &mut self {
            *scope = Some(wanted);
        }
        self
    }
}

impl Entities {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Entities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|entity| number(*entity)))
    }
}

impl FromJson for Entities {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        FromJson::from_json(json).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Step;

    #[test]
    fn an_edit_says_what_it_is_about() {
        let entities =
            || Entities(vec!["0:3v0".parse().expect("a handle"), "0:4v1".parse().expect("a handle")]);
        let set = Edit::Set {
            entities: entities(),
            component: Type::Number(2),
            path: vec![Step::Name("x".into()), Step::Place(1)],
            value: Value::BigInt("5".into()),
            scope: None,
        };
        let json = |edit: &Edit| serde_json::to_string(edit).expect("plain");
        assert_eq!(
            json(&set),
            r#"{"entities":[3,68719476740],"type":2,"path":["x",1],"value":["bigint","5"]}"#
        );
        assert!(json(&set.scoped(Scope::One)).ends_with(r#","scope":"one"}"#));
        let add = Edit::Add { entities: entities(), component: Type::Name(Text::from("Age")) };
        assert_eq!(
            (add.method(), json(&add)),
            ("add", r#"{"entities":[3,68719476740],"type":"Age"}"#.into())
        );
        assert_eq!(json(&Edit::Create {}), "{}");
    }

    #[test]
    fn copied_components_are_read_as_they_were_written() {
        let json = r#"{"components":[["Age",3.5],["Bag",["map","",1,0,"a",null]]]}"#;
        let copied = Copied::of_json(json).expect("components");
        assert_eq!((copied.to_json().as_str(), Copied::of_json("[1]")), (json, None));
    }
}
