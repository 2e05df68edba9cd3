use crate::demo::bird::{Bird, Vector};

/// Which birds are near a place: the box is cut into square cells, and each cell lists its birds.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    cell: f64,
    columns: usize,
    rows: usize,
    /// By cell: where its birds begin in `birds`; one more at the end.
    starts: Vec<u32>,
    /// Places in the list of birds, cell by cell.
    birds: Vec<u32>,
}

/// The cells around one, itself first.
const AROUND: [(isize, isize); 9] =
    [(0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)];

impl Grid {
    /// Sorts birds into cells of a size. The memory is kept from time to time.
    pub(crate) fn sort(&mut self, birds: &[Bird], size: Vector, cell: f64) {
        self.cell = cell.max(1.0);
        self.columns = (size.x / self.cell) as usize + 1;
        self.rows = (size.y / self.cell) as usize + 1;
        self.starts.clear();
        self.starts.resize(self.columns * self.rows + 1, 0);
        // Counted one cell late, so that after the sums below `starts[cell]` is where the cell begins.
        for bird in birds {
            let at = self.cell_of(bird.place) + 1;
            self.starts[at] += 1;
        }
        for at in 1..self.starts.len() {
            self.starts[at] += self.starts[at - 1];
        }
        self.birds.clear();
        self.birds.resize(birds.len(), 0);
        let mut next = self.starts.clone();
        for (number, bird) in (0..).zip(birds) {
            let at = self.cell_of(bird.place);
            self.birds[next[at] as usize] = number;
            next[at] += 1;
        }
    }

    /// The birds in the cell of a place and in those around it. Which of the cells around comes first is
    /// up to `turn`, so that whoever takes only the first few prefers no direction.
    pub(crate) fn near(&self, place: Vector, turn: usize) -> impl Iterator<Item = usize> + '_ {
        let cell = self.cell_of(place);
        let (column, row) = ((cell % self.columns) as isize, (cell / self.columns) as isize);
        let around = (0..AROUND.len()).map(move |number| match number {
            0 => AROUND[0],
            _ => AROUND[(number + turn) % (AROUND.len() - 1) + 1],
        });
        around
            .flat_map(move |(right, down)| self.birds_in(column + right, row + down))
            .map(|&bird| bird as usize)
    }

    fn birds_in(&self, column: isize, row: isize) -> &[u32] {
        let inside = (0..self.columns as isize).contains(&column) && (0..self.rows as isize).contains(&row);
        if !inside {
            return &[];
        }
        let cell = row as usize * self.columns + column as usize;
        &self.birds[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }

    /// The cell of a place; of one outside the box, or nowhere, the nearest or first.
    fn cell_of(&self, place: Vector) -> usize {
        let column = ((place.x / self.cell) as usize).min(self.columns - 1);
        let row = ((place.y / self.cell) as usize).min(self.rows - 1);
        row * self.columns + column
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::dice::Dice;

    const SIZE: Vector = Vector::new(200.0, 100.0);

    fn birds() -> Vec<Bird> {
        let mut dice = Dice::new(7);
        let mut place = || Vector::new(dice.between(-5.0, 205.0), dice.between(-5.0, 105.0));
        (0..300).map(|index| Bird { index, place: place(), ..Bird::default() }).collect()
    }

    #[test]
    fn every_bird_within_a_cell_is_found_once() {
        let birds = birds();
        let mut grid = Grid::default();
        grid.sort(&birds, SIZE, 20.0);
        for (turn, bird) in birds.iter().enumerate() {
            let mut near: Vec<usize> = grid.near(bird.place, turn).collect();
            near.sort_unstable();
            let found = near.len();
            near.dedup();
            assert_eq!(near.len(), found);
            for (number, other) in birds.iter().enumerate() {
                if other.place.minus(bird.place).length() < 20.0 {
                    assert!(near.contains(&number));
                }
            }
        }
    }

    #[test]
    fn a_place_that_is_no_place_is_survived() {
        let lost = Bird { place: Vector::new(f64::NAN, f64::INFINITY), ..Bird::default() };
        let mut grid = Grid::default();
        grid.sort(&[lost], SIZE, 0.0);
        assert_eq!(grid.near(lost.place, 0).count(), 1);
    }
}
