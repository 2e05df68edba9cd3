use crate::json::{object, words};
use crate::text::Text;

/// What a world says when it is greeted.
#[derive(Clone, Debug, PartialEq)]
pub struct Welcome {
    /// The version of the protocol.
    pub protocol: u32,
    /// What the world is called.
    pub name: Text,
    /// The shard that its entities carry.
    pub shard: u32,
    /// What can be done beside looking.
    pub capabilities: Vec<Capability>,
    /// How much may be asked for.
    pub limits: Limits,
}

object!(Welcome { protocol, name, shard, capabilities, limits });

/// Something that can be done with a world beside looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Capability {
    /// Pause, resume, step.
    Simulation,
    /// An entity that is selected is marked in the simulation's own picture.
    Highlight,
    /// Something that this version does not know.
    Unknown,
}

words!(Capability { "simulation" => Simulation, "highlight" => Highlight, _ => Unknown });

/// How much may be asked for at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Rows of one answer.
    pub rows_max: u32,
    /// Open nodes of an entity's values.
    pub openings_max: u32,
    /// Entries of one record.
    pub entries_max: u32,
    /// UTF-16 units of one text.
    pub text_units_max: u32,
    /// How deep a value is followed.
    pub depth_max: u32,
    /// Rows of one export.
    pub export_rows_max: u32,
}

object!(Limits {
    rows_max: "rowsMax",
    openings_max: "openingsMax",
    entries_max: "entriesMax",
    text_units_max: "textUnitsMax",
    depth_max: "depthMax",
    export_rows_max: "exportRowsMax",
});

impl Welcome {
    /// Whether the world offers something.
    #[must_use]
    pub fn can(&self, capability: Capability) -> bool {
        self.capabilities.contains(&capability)
    }
}
