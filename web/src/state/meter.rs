use std::collections::VecDeque;

/// Ticks that the figures are taken over.
const TICKS_MAX: usize = 90;

/// A pause after which earlier ticks say nothing about the rate.
const GAP_MS: f64 = 500.0;

/// How often ticks come, and what one costs. Times are given, in milliseconds, so nothing here reads a clock.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    /// When a tick was run, and how long it took.
    ticks: VecDeque<(f64, f64)>,
}

impl Meter {
    /// A tick was run at a time and took so long.
    pub(crate) fn note(&mut self, at: f64, took: f64) {
        if self.ticks.back().is_some_and(|&(last, _)| at - last > GAP_MS) {
            self.ticks.clear();
        }
        if self.ticks.len() == TICKS_MAX {
            self.ticks.pop_front();
        }
        self.ticks.push_back((at, took));
    }

    /// Ticks in a second; 0 until two were run.
    pub(crate) fn rate(&self) -> f64 {
        match (self.ticks.front(), self.ticks.back()) {
            (Some((first, _)), Some((last, _))) if last > first => {
                (self.ticks.len() - 1) as f64 * 1_000.0 / (last - first)
            }
            _ => 0.0,
        }
    }

    /// Milliseconds that a tick costs: the median, which one garbage collection does not move.
    pub(crate) fn cost(&self) -> f64 {
        let mut costs: Vec<f64> = self.ticks.iter().map(|&(_, took)| took).collect();
        costs.sort_by(f64::total_cmp);
        costs.get(costs.len() / 2).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Meter;

    #[test]
    fn sixty_ticks_a_second_are_sixty() {
        let mut meter = Meter::default();
        assert_eq!((meter.rate(), meter.cost()), (0.0, 0.0));
        for tick in 0..200_u32 {
            meter.note(f64::from(tick) * 1_000.0 / 60.0, if tick.is_multiple_of(10) { 30.0 } else { 2.0 });
        }
        assert!((meter.rate() - 60.0).abs() < 1e-9);
        assert_eq!(meter.cost(), 2.0);
    }

    #[test]
    fn a_pause_does_not_count() {
        let mut meter = Meter::default();
        for at in [0.0, 10.0, 60_000.0, 60_010.0, 60_020.0] {
            meter.note(at, 1.0);
        }
        assert!((meter.rate() - 100.0).abs() < 1e-9);
    }
}
