use std::collections::VecDeque;

/// Milliseconds that the rate is taken over.
const SPAN_MS: f64 = 2_000.0;

/// How often ticks come. Times are given, in milliseconds, so nothing here reads a clock.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    /// When the world's clock was heard of, and what it showed.
    heard: VecDeque<(f64, u32)>,
}

impl Meter {
    /// The world's clock was heard of. A clock that went back begins anew.
    pub(crate) fn note(&mut self, at: f64, tick: u32) {
        if self.heard.back().is_some_and(|&(_, last)| tick < last) {
            self.heard.clear();
        }
        self.heard.push_back((at, tick));
        while self.heard.len() > 2 && self.heard.get(1).is_some_and(|&(next, _)| at - next >= SPAN_MS) {
            self.heard.pop_front();
        }
    }

    /// What was heard says nothing about what comes now.
    pub(crate) fn rest(&mut self) {
        self.heard.clear();
    }

    /// Ticks in a second; 0 until the clock was heard of twice.
    pub(crate) fn rate(&self) -> f64 {
        match (self.heard.front(), self.heard.back()) {
            (Some((first, from)), Some((last, to))) if last > first => {
                f64::from(to - from) * 1_000.0 / (last - first)
            }
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Meter;

    #[test]
    fn sixty_ticks_a_second_are_sixty() {
        let mut meter = Meter::default();
        assert_eq!(meter.rate(), 0.0);
        for look in 0..200_u32 {
            meter.note(f64::from(look) * 150.0, look * 9);
            assert!(look == 0 || (meter.rate() - 60.0).abs() < 1e-9, "{}", meter.rate());
        }
        assert!(meter.heard.len() < 20);
    }

    #[test]
    fn a_rest_does_not_count_and_neither_does_a_clock_that_went_back() {
        let mut meter = Meter::default();
        meter.note(0.0, 0);
        meter.rest();
        meter.note(60_000.0, 100);
        meter.note(60_100.0, 110);
        assert!((meter.rate() - 100.0).abs() < 1e-9);
        meter.note(60_200.0, 5);
        assert_eq!(meter.rate(), 0.0);
    }
}
