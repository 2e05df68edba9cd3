/// What the query of the page's address asks for, as in `?birds=5000&curiosities`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// How many birds.
    pub(crate) birds: u32,
    /// Whether to add values that are hard to look at.
    pub(crate) has_curiosities: bool,
}

/// The largest flock.
const BIRDS_MAX: u32 = 1_000_000;

impl Request {
    /// What is shown if nothing is asked for.
    pub(crate) const USUAL: Self = Self { birds: 2_000, has_curiosities: false };

    /// Reads the query of an address. What is not understood is not heeded.
    pub(crate) fn of(search: &str) -> Self {
        let mut request = Self::USUAL;
        for part in search.trim_start_matches('?').split('&') {
            match part.split_once('=').unwrap_or((part, "")) {
                ("birds", birds) => {
                    request.birds = birds.parse().unwrap_or(request.birds).clamp(1, BIRDS_MAX)
                }
                ("curiosities", _) => request.has_curiosities = true,
                _ => (),
            }
        }
        request
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn the_address_may_ask_for_another_flock() {
        let cases =
            [("", 2_000), ("?birds=50", 50), ("?a=1&birds=7", 7), ("?birds=x", 2_000), ("?birds", 2_000)];
        for (search, birds) in cases {
            assert_eq!(Request::of(search), Request { birds, has_curiosities: false }, "{search}");
        }
        assert_eq!(["?birds=0", "?birds=4294967295"].map(|search| Request::of(search).birds), [1, 1_000_000]);
        assert!(Request::of("?birds=3&curiosities").has_curiosities);
    }
}
