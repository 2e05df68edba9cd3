use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::Value as Json;

use crate::failure::ProtocolError;
use crate::json::FromJson;

/// Where a value is inside another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The property of a name.
    Name(String),
    /// An item of a list, an entry of a map or a set, a property whose name is not told, by its number.
    Place(u32),
}

/// The way from a component's value to a value inside.
pub type Path = Vec<Step>;

/// A node that is open, and how much of it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The component type's number in its world.
    pub component: u32,
    /// From the component's value to the node.
    pub path: Path,
    /// The first entry of a record, or unit of a text.
    pub from: u32,
    /// How many; `None` for as many as are usual.
    pub count: Option<u32>,
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(name) => serializer.serialize_str(name),
            Self::Place(place) => serializer.serialize_u32(*place),
        }
    }
}

impl FromJson for Step {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        match json {
            Json::String(name) => Ok(Self::Name(name.clone())),
            Json::Number(_) => u32::from_json(json).map(Self::Place),
            _ => Err(ProtocolError::expected("a name or a place")),
        }
    }
}

/// `[[component, ...path], from, count]`
impl Serialize for Opening {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let component = Step::Place(self.component);
        let path: Vec<&Step> = [&component].into_iter().chain(&self.path).collect();
        let mut list = serializer.serialize_seq(None)?;
        list.serialize_element(&path)?;
        list.serialize_element(&self.from)?;
        if let Some(count) = self.count {
            list.serialize_element(&count)?;
        }
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{Opening, Step};

    #[test]
    fn an_opening_is_a_path_and_a_range() {
        let path = vec![Step::Name("stops".into()), Step::Place(3)];
        let usual = Opening { component: 5, path: path.clone(), from: 0, count: None };
        let more = Opening { component: 5, path, from: 100, count: Some(50) };
        let json = |opening| serde_json::to_string(&opening).expect("plain");
        assert_eq!(json(usual), r#"[[5,"stops",3],0]"#);
        assert_eq!(json(more), r#"[[5,"stops",3],100,50]"#);
    }
}
