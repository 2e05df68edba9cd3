use std::time::Duration;

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(4);

/// How long to wait before something is tried again: longer each time it fails, up to a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Patience {
    tries: u32,
}

impl Patience {
    /// How long to wait before the next try.
    pub(crate) fn next(&mut self) -> Duration {
        let wait = FIRST.saturating_mul(2_u32.saturating_pow(self.tries));
        self.tries += 1;
        wait.min(LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_become_rarer_but_never_rare() {
        let mut patience = Patience::default();
        let waits: Vec<u128> = (0..40).map(|_| patience.next().as_millis()).collect();
        assert_eq!(waits.get(..6), Some(&[250, 500, 1_000, 2_000, 4_000, 4_000][..]));
        assert_eq!(waits.last(), Some(&4_000));
    }
}
