use terrarium_inspect as inspect;

use crate::state::text::{bare, fit};

/// Characters of a type's name that are shown.
const NAME_CHARACTERS_MAX: usize = 48;

/// How many of what a world holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Census {
    /// Living entities.
    pub(crate) entities: u32,
    /// Component types by number.
    pub(crate) types: Vec<TypeCount>,
    /// Archetypes, which stay in place while their counts change.
    pub(crate) archetypes: Vec<ArchetypeCount>,
    /// Types that are defined, and that the world has not come to know yet.
    pub(crate) unused: Vec<inspect::Text>,
}

/// A component type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TypeCount {
    pub(crate) name: String,
    /// The query that finds those that have it.
    pub(crate) query: String,
    /// Entities that have it.
    pub(crate) entities: u32,
    /// Groups that share a value.
    pub(crate) groups: u32,
}

/// A set of component types that some entities have exactly.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ArchetypeCount {
    /// The types by number.
    pub(crate) types: Vec<u32>,
    pub(crate) names: Vec<String>,
    /// The query that finds these entities.
    pub(crate) query: String,
    pub(crate) entities: u32,
}

impl From<inspect::Census> for Census {
    fn from(told: inspect::Census) -> Self {
        let types: Vec<TypeCount> = told
            .types
            .into_iter()
            .map(|of| TypeCount {
                name: type_name(&of.name),
                query: of.query,
                entities: of.entities,
                groups: of.groups,
            })
            .collect();
        let archetypes = told.archetypes.into_iter().map(|of| ArchetypeCount {
            names: of
                .types
                .iter()
                .filter_map(|&number| Some(types.get(number as usize)?.name.clone()))
                .collect(),
            query: exactly(&of.types, &types),
            types: of.types,
            entities: of.entities,
        });
        Self { entities: told.entities, archetypes: archetypes.collect(), types, unused: told.unused }
    }
}

/// The query that finds entities with these types and no others.
fn exactly(numbers: &[u32], types: &[TypeCount]) -> String {
    let (with, without): (Vec<_>, Vec<_>) =
        (0..).zip(types).partition(|(number, _)| numbers.contains(number));
    let with = with.into_iter().map(|(_, of)| of.query.clone());
    let without = without.into_iter().map(|(_, of)| format!("!{}", of.query));
    with.chain(without).collect::<Vec<_>>().join(", ")
}

/// A type's name, made safe to look at.
pub(crate) fn type_name(name: &inspect::Text) -> String {
    let shown = fit(&bare(name), NAME_CHARACTERS_MAX);
    if shown.is_empty() { "(no name)".into() } else { shown }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::{FromJson, Text};

    use super::*;

    #[test]
    fn archetypes_know_the_query_that_finds_them() {
        let told = r#"{"entities":4,"types":[
            {"name":"a","query":"a","entities":4,"groups":0},
            {"name":"b c","query":"\"b c\"","entities":3,"groups":1},
            {"name":"d","query":"d","entities":0,"groups":0}],
            "archetypes":[{"types":[0],"entities":1},{"types":[0,1],"entities":3}]}"#;
        let census = Census::from(inspect::Census::from_text(told).expect("a census"));
        let queries: Vec<_> = census.archetypes.iter().map(|of| of.query.as_str()).collect();
        assert_eq!(queries, ["a, !\"b c\", !d", "a, \"b c\", !d"]);
        assert_eq!(census.archetypes[1].names, ["a", "b c"]);
    }

    #[test]
    fn strange_names_are_made_safe() {
        assert_eq!(type_name(&Text::from("")), "(no name)");
        assert_eq!(type_name(&Text::from("n".repeat(200))).chars().count(), NAME_CHARACTERS_MAX);
        assert_eq!(type_name(&Text::from("\u{202e}abc")), "\\u{202e}abc");
    }
}
