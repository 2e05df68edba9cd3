//! Cycles in a graph of references, without recursion.

/// Whether one of the chosen objects can be reached from itself. Takes time in proportion to objects and
/// references.
pub(super) fn any(count: usize, edges: &[(u32, u32)], chosen: impl Fn(usize) -> bool) -> bool {
    if !(0..count).any(&chosen) {
        return false;
    }
    let components = Search::new(count, edges).run();
    let same = |from: u32, to: u32| components[from as usize] == components[to as usize];
    edges.iter().any(|&(from, to)| same(from, to) && (chosen(from as usize) || chosen(to as usize)))
}

/// Tarjan's search for the components in which each can be reached from each.
struct Search {
    /// The ends of the edges, by where they start; and where those of each object begin.
    ends: Vec<u32>,
    begins: Vec<usize>,
    /// When each was met, from 1; 0 if it was not.
    met: Vec<u32>,
    /// The earliest that is known to be in one component with it.
    low: Vec<u32>,
    /// One of its component, once that is complete.
    component: Vec<Option<u32>>,
    incomplete: Vec<u32>,
    clock: u32,
}

impl Search {
    fn new(count: usize, edges: &[(u32, u32)]) -> Self {
        let mut begins = vec![0; count + 1];
        edges.iter().for_each(|&(from, _)| begins[from as usize + 1] += 1);
        (0..count).for_each(|object| begins[object + 1] += begins[object]);
        let (mut ends, mut next) = (vec![0; edges.len()], begins.clone());
        for &(from, to) in edges {
            ends[next[from as usize]] = to;
            next[from as usize] += 1;
        }
        let (met, low, component) = (vec![0; count], vec![0; count], vec![None; count]);
        Self { ends, begins, met, low, component, incomplete: Vec::new(), clock: 0 }
    }

    fn run(mut self) -> Vec<Option<u32>> {
        for start in 0..self.met.len() as u32 {
            if self.met[start as usize] == 0 {
                self.from(start);
            }
        }
        self.component
    }

    fn from(&mut self, start: u32) {
        let mut path = vec![(start, self.meet(start))];
        while let Some((object, edge)) = path.last_mut() {
            let (from, at) = (*object, *edge);
            *edge += 1;
            if at == self.begins[from as usize + 1] {
                path.pop();
                self.leave(from, path.last().map(|&(parent, _)| parent));
                continue;
            }
            let to = self.ends[at];
            if self.met[to as usize] == 0 {
                path.push((to, self.meet(to)));
            } else if self.component[to as usize].is_none() {
                self.lower(from, self.met[to as usize]);
            }
        }
    }

    /// Answers where its edges begin.
    fn meet(&mut self, object: u32) -> usize {
        self.clock += 1;
        self.met[object as usize] = self.clock;
        self.low[object as usize] = self.clock;
        self.incomplete.push(object);
        self.begins[object as usize]
    }

    fn lower(&mut self, object: u32, low: u32) {
        let place = &mut self.low[object as usize];
        *place = low.min(*place);
    }

    fn leave(&mut self, object: u32, parent: Option<u32>) {
        let low = self.low[object as usize];
        if let Some(parent) = parent {
            self.lower(parent, low);
        }
        if low == self.met[object as usize] {
            while let Some(member) = self.incomplete.pop() {
                self.component[member as usize] = Some(object);
                if member == object {
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::any;

    fn in_cycle(edges: &[(u32, u32)]) -> Vec<usize> {
        (0..6).filter(|&object| any(6, edges, |chosen| chosen == object)).collect()
    }

    #[test]
    fn only_what_reaches_itself_is_in_a_cycle() {
        assert_eq!(in_cycle(&[]), []);
        assert_eq!(in_cycle(&[(0, 1), (1, 2), (0, 2)]), []);
        assert_eq!(in_cycle(&[(3, 3)]), [3]);
        assert_eq!(in_cycle(&[(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 3), (5, 0)]), [0, 1, 3, 4]);
    }

    #[test]
    fn a_long_chain_does_not_recurse() {
        let chain: Vec<(u32, u32)> = (0..999_999).map(|object| (object, object + 1)).collect();
        assert!(!any(1_000_000, &chain, |_| true));
        let ring = [&chain[..], &[(999_999, 0)]].concat();
        assert!(any(1_000_000, &ring, |object| object == 500_000));
    }
}
