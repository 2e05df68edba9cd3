//! A world and its naive double: the same operations on both, the same answers from both.

use std::fmt::Debug;

use terrarium_ecs::{Batch, EntityError, EntityId, Limits, Part, QueryId, QuerySpec, World};

use super::kept::Kept;
use super::naive::{Naive, distinct};
use super::operation::{Chooser, Operation};
use super::perform::{Numbered, naively, really};
use super::rng::Rng;

/// The size and the seed of a duel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) seed: u64,
    pub(crate) shard: u32,
    pub(crate) limits: Limits,
    /// About how many entities live.
    pub(crate) population: usize,
    /// How many entities are made, and all but the population ended, before anything else.
    pub(crate) spread: usize,
}

#[derive(Debug)]
pub(crate) struct Duel<C> {
    pub(crate) world: World<C>,
    pub(crate) naive: Naive,
    pub(crate) chooser: Chooser,
    pub(crate) queries: Vec<(QueryId, QuerySpec)>,
    /// By query: the moment of the last comparison, and the result then.
    pub(crate) kept: Vec<(f64, Kept)>,
}

impl<C: Numbered> Duel<C> {
    pub(crate) fn new(setting: &Setting) -> Self {
        let world = World::with_limits(setting.shard, setting.limits).expect("the shard is in range");
        let rng = Rng::new(setting.seed);
        let chooser = Chooser { rng, population: setting.population, ended: Vec::new() };
        let naive = Naive::new(setting.shard, setting.limits);
        let mut duel = Self { world, naive, chooser, queries: Vec::new(), kept: Vec::new() };
        duel.step(Operation::Register(0));
        duel.step(Operation::Register(1));
        duel.spread(setting.spread, setting.population);
        duel
    }

    /// Makes many entities and ends all but a few of them, all over the pages.
    fn spread(&mut self, entities: usize, population: usize) {
        for _ in 0..entities {
            self.step(Operation::Create);
        }
        while self.naive.lives.len() > population.max(1)
            && self.naive.fresh as usize > entities
            && entities > 0
        {
            let index = 1 + self.chooser.rng.below(self.naive.fresh);
            let life = self.naive.lives.range(index..).next();
            life.map(|(_, life)| life.entity)
                .into_iter()
                .for_each(|entity| self.step(Operation::Destroy(entity)));
        }
    }

    /// Does so many random operations, comparing everything after every `pace` of them.
    pub(crate) fn run(&mut self, setting: &Setting, operations: u64, pace: u64) {
        for number in 0..operations {
            let operation = self.chooser.operation(&self.naive);
            let told = (number, operation.clone());
            let outcome = self.dared(operation).and_then(|()| match number % pace {
                0 => self.compare(),
                _ => Ok(()),
            });
            outcome.unwrap_or_else(|difference| panic!("{difference}\nafter {told:?} of {setting:?}"));
        }
        self.compare().unwrap_or_else(|difference| panic!("{difference}\nat the end of {setting:?}"));
    }

    fn step(&mut self, operation: Operation) {
        self.dared(operation).unwrap_or_else(|difference| panic!("{difference}"));
    }

    /// Does one operation on both sides.
    fn dared(&mut self, operation: Operation) -> Result<(), String> {
        match operation {
            Operation::Prepare(spec) => self.prepare(spec),
            Operation::Merge(first, second) => self.merge(first, second),
            Operation::Split(entity) => self.split(entity),
            operation => self.perform(&operation),
        }
    }

    fn perform(&mut self, operation: &Operation) -> Result<(), String> {
        let structure = *self.world.structure();
        let before = ending(operation).filter(|&entity| self.naive.live(entity).is_ok()).collect();
        let expected = naively(&mut self.naive, operation);
        let answer = really(&mut self.world, operation);
        same("answer", &answer, &expected)?;
        if answer.refused() {
            same("structure after a refusal", self.world.structure(), &structure)?;
        }
        self.bury(before);
        Ok(())
    }

    /// Keeps the handles that ended, the latest of them.
    fn bury(&mut self, ending: Vec<EntityId>) {
        let Self { naive, chooser, .. } = self;
        chooser.ended.extend(ending.into_iter().filter(|&entity| naive.live(entity).is_err()));
        let surplus = chooser.ended.len().saturating_sub(64);
        chooser.ended.drain(..surplus);
    }

    fn merge(&mut self, first: EntityId, second: EntityId) -> Result<(), String> {
        let parts = self.naive.merge_parts(first, second);
        same("merge parts", &self.world.merge_parts(first, second), &parts)?;
        self.follow(parts, |naive, parts| naive.merge(parts, first, second))
    }

    fn split(&mut self, entity: EntityId) -> Result<(), String> {
        let parts = self.naive.split_parts(entity);
        same("split parts", &self.world.split_parts(entity), &parts)?;
        self.follow(parts, |naive, parts| naive.split(parts, entity))
    }

    fn follow(
        &mut self,
        parts: Result<Vec<Part>, EntityError>,
        batch: impl FnOnce(&Naive, &[Part]) -> Batch<u32>,
    ) -> Result<(), String> {
        let Ok(parts) = parts else { return Ok(()) };
        let batch = batch(&self.naive, &parts);
        self.perform(&Operation::Apply(batch))
    }

    /// Prepares a query: the same question, however it is put, has the same id.
    fn prepare(&mut self, spec: QuerySpec) -> Result<(), String> {
        const QUERIES: usize = 24;
        let known = self.queries.iter().find(|(_, other)| alike(other, &spec)).map(|&(id, _)| id);
        if known.is_none() && self.queries.len() == QUERIES {
            return Ok(());
        }
        let id = self.world.prepare(spec.clone());
        same("query id", &id, &known.unwrap_or(QueryId(self.queries.len() as u32)))?;
        if known.is_none() {
            self.queries.push((id, spec));
            self.kept.push((-1.0, Kept::default()));
        }
        Ok(())
    }
}

pub(crate) fn same<T: PartialEq + Debug>(what: &str, answer: &T, expected: &T) -> Result<(), String> {
    if answer == expected { Ok(()) } else { Err(format!("{what}: {answer:?} is not {expected:?}")) }
}

fn alike(one: &QuerySpec, other: &QuerySpec) -> bool {
    let lists = |spec: &QuerySpec| [&spec.all, &spec.none, &spec.any].map(|list| distinct(list));
    lists(one) == lists(other)
}

fn ending(operation: &Operation) -> impl Iterator<Item = EntityId> {
    let (one, many) = match operation {
        Operation::Destroy(entity) => (Some(*entity), &[][..]),
        Operation::Apply(batch) | Operation::Fold(batch, _) => (None, &batch.destroys[..]),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(many.iter().copied())
}
