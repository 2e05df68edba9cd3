//! How far Cargo is, read from the progress bar it draws.

/// The last `done/all` that a progress bar in this text shows.
pub(crate) fn last(text: &str) -> Option<(u32, u32)> {
    text.rsplit(['\r', '\n']).find_map(bar)
}

/// Reads `Building [====>   ] 12/230: serde, syn`.
fn bar(line: &str) -> Option<(u32, u32)> {
    let (_, counts) = line.split_once("] ")?;
    let counts = counts.split(':').next()?;
    let (done, all) = counts.trim().split_once('/')?;
    Some((done.parse().ok()?, all.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_bar_counts() {
        let text = "   Compiling syn v3\n    Building [>     ] 1/9: syn\r    Building [===>  ] 4/9: a, b\r   Compiling b v1\n";
        assert_eq!(last(text), Some((4, 9)));
    }

    #[test]
    fn other_lines_are_no_progress() {
        assert_eq!(last("  Downloaded 12 crates\n[1/2] done\n"), None);
    }
}
