use terrarium_ecs::{Column, ComponentId, QueryId, QuerySpec, World};

/// Which entities the table lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Every entity but the world's own.
    #[default]
    All,
    /// Those that have a component.
    With(ComponentId),
    /// Those that have these components and no others.
    Exactly(Vec<ComponentId>),
}

impl Filter {
    /// What choosing another filter leads to: choosing the one in force clears it.
    pub(crate) fn toggled(&self, chosen: Self) -> Self {
        if *self == chosen { Self::All } else { chosen }
    }

    /// The columns that a table of such entities has: the type asked for first, no type that none has.
    pub(crate) fn columns<C: Column>(&self, world: &World<C>) -> Vec<ComponentId> {
        match self {
            Self::All => world.components().collect(),
            Self::With(first) => {
                let others = world.components().filter(|component| component != first);
                [*first].into_iter().chain(others).collect()
            }
            Self::Exactly(all) => all.clone(),
        }
    }

    /// The query that answers the filter. A type registered later makes another query of an archetype.
    pub(crate) fn prepare<C: Column>(&self, world: &mut World<C>) -> QueryId {
        let spec = match self {
            Self::All => QuerySpec::default(),
            Self::With(component) => QuerySpec { all: vec![*component], ..QuerySpec::default() },
            Self::Exactly(all) => {
                let none = world.components().filter(|component| !all.contains(component)).collect();
                QuerySpec { all: all.clone(), none, ..QuerySpec::default() }
            }
        };
        world.prepare(spec)
    }
}

#[cfg(test)]
mod tests {
    use terrarium_ecs::{Name, VecColumn};

    use super::*;

    #[test]
    fn a_filter_finds_what_it_says() {
        let mut world: World<VecColumn<i32>> = World::new(0).expect("shard 0");
        let [a, b] = ["a", "b"].map(|name| world.register(Name::from(name)).expect("free"));
        for shape in [&[][..], &[a], &[a], &[a, b]] {
            world.spawn(shape).expect("room");
        }
        let mut count = |filter: Filter| {
            let query = filter.prepare(&mut world);
            world.count(query)
        };
        assert_eq!(count(Filter::All), 4);
        assert_eq!(count(Filter::With(a)), 3);
        assert_eq!(count(Filter::Exactly(vec![a])), 2);
        assert_eq!(count(Filter::Exactly(vec![b])), 0);
        assert_eq!(count(Filter::Exactly(vec![])), 1);
    }

    #[test]
    fn an_archetype_excludes_types_that_came_later() {
        let mut world: World<VecColumn<i32>> = World::new(0).expect("shard 0");
        let a = world.register(Name::from("a")).expect("free");
        let entity = world.spawn(&[a]).expect("room");
        let filter = Filter::Exactly(vec![a]);
        let query = filter.prepare(&mut world);
        assert_eq!(world.count(query), 1);
        let late = world.register(Name::from("late")).expect("free");
        world.set(entity, late, 1).expect("alive");
        let query = filter.prepare(&mut world);
        assert_eq!(world.count(query), 0);
    }

    #[test]
    fn columns_are_those_that_matter() {
        let mut world: World<VecColumn<i32>> = World::new(0).expect("shard 0");
        let [a, b, c] = ["a", "b", "c"].map(|name| world.register(Name::from(name)).expect("free"));
        assert_eq!(Filter::All.columns(&world), [a, b, c]);
        assert_eq!(Filter::With(b).columns(&world), [b, a, c]);
        assert_eq!(Filter::Exactly(vec![a, c]).columns(&world), [a, c]);
    }

    #[test]
    fn choosing_the_filter_in_force_clears_it() {
        let with = Filter::With(ComponentId(1));
        assert_eq!(Filter::All.toggled(with.clone()), with);
        assert_eq!(with.toggled(with.clone()), Filter::All);
        assert_eq!(with.toggled(Filter::Exactly(vec![])), Filter::Exactly(vec![]));
    }
}
