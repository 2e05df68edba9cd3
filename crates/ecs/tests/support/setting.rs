//! Settings of a test run.

/// The number in an environment variable, or the default where it is not set.
///
/// A variable that is set to anything but a number fails the test rather than being passed over.
pub(crate) fn setting(name: &str, default: u64) -> u64 {
    let number = std::env::var(name).ok().map(|text| text.parse());
    assert!(!matches!(number, Some(Err(_))), "{name} is not a number");
    number.and_then(Result::ok).unwrap_or(default)
}
