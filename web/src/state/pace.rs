/// Milliseconds from tick to tick.
const TICK_MS: f64 = 1_000.0 / 60.0;

/// Milliseconds from one look at the world to the next.
const LOOK_MS: f64 = 250.0;

/// Frames do not come to the microsecond; one that is early by this much counts as due.
const SLACK_MS: f64 = 2.0;

/// When to run the world and when to look at it, whatever rate the screen draws at.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    ticked: f64,
    looked: f64,
    /// Until when the world rests.
    rests: f64,
}

impl Pace {
    /// Whether a frame at this time is to run a tick. After a delay ticks are not made up for.
    pub(crate) fn is_tick_due(&mut self, now: f64) -> bool {
        let late = now - self.ticked - TICK_MS;
        let is_due = late >= -SLACK_MS && now >= self.rests;
        if is_due {
            self.ticked = if late < TICK_MS { self.ticked + TICK_MS } else { now };
        }
        is_due
    }

    /// A tick took so long and ended at a time. The world rests as long, so that a large one leaves half
    /// of the time to whoever looks at it.
    pub(crate) fn rest(&mut self, now: f64, took: f64) {
        self.rests = now + took;
    }

    /// Whether a frame at this time is to look at the world.
    pub(crate) fn is_look_due(&mut self, now: f64) -> bool {
        let is_due = now - self.looked >= LOOK_MS;
        if is_due {
            self.looked = now;
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;

    #[test]
    fn ticks_keep_their_rate_on_any_screen() {
        for frames in [60.0, 75.0, 120.0, 144.0, 240.0] {
            let mut pace = Pace::default();
            let due = |frame: &u32| pace.is_tick_due(5_000.0 + f64::from(*frame) * 1_000.0 / frames);
            let ticks = (0..(frames * 10.0) as u32).filter(due).count();
            assert!((596..=604).contains(&ticks), "{ticks} ticks in ten seconds at {frames} frames a second");
        }
    }

    #[test]
    fn a_delay_is_not_made_up_for() {
        let mut pace = Pace::default();
        assert!(pace.is_tick_due(1_000.0));
        assert!(pace.is_tick_due(60_000.0));
        assert!(!pace.is_tick_due(60_005.0));
    }

    #[test]
    fn a_slow_world_leaves_half_of_the_time() {
        let mut pace = Pace::default();
        assert!(pace.is_tick_due(1_000.0));
        pace.rest(1_300.0, 300.0);
        assert!(!pace.is_tick_due(1_599.0));
        assert!(pace.is_tick_due(1_600.0));
    }

    #[test]
    fn looks_are_a_few_a_second() {
        let mut pace = Pace::default();
        let looks =
            (0..600).filter(|&frame| pace.is_look_due(1_000.0 + f64::from(frame) * 1_000.0 / 60.0)).count();
        assert!((37..=41).contains(&looks), "{looks}");
    }
}
