/// Where a key moves the cursor of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Motion {
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
}

impl Motion {
    /// The motion of a key, by the name that a keyboard event gives it.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "PageUp" => Self::PageUp,
            "PageDown" => Self::PageDown,
            "Home" => Self::Home,
            "End" => Self::End,
            _ => return None,
        })
    }

    /// The row to go to in a list of `rows`, of which a page shows `page`. Without a row to start from,
    /// the first motion goes to an end of the list. `None` if the list is empty.
    pub(crate) fn from(self, row: Option<u32>, rows: u32, page: u32) -> Option<u32> {
        let last = rows.checked_sub(1)?;
        let row = match (self, row) {
            (Self::Home, _) => 0,
            (Self::End, _) => last,
            (_, None) => 0,
            (Self::Up, Some(row)) => row.saturating_sub(1),
            (Self::PageUp, Some(row)) => row.saturating_sub(page),
            (Self::Down, Some(row)) => row.saturating_add(1),
            (Self::PageDown, Some(row)) => row.saturating_add(page),
        };
        Some(row.min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::Motion;

    #[test]
    fn keys_move_and_stop_at_the_ends() {
        let go = |key: &str, row| Motion::of_key(key).and_then(|motion| motion.from(Some(row), 100, 10));
        assert_eq!([go("ArrowUp", 5), go("ArrowDown", 5)], [Some(4), Some(6)]);
        assert_eq!([go("PageUp", 50), go("PageDown", 50)], [Some(40), Some(60)]);
        assert_eq!([go("Home", 50), go("End", 50)], [Some(0), Some(99)]);
        assert_eq!([go("ArrowUp", 0), go("PageUp", 3)], [Some(0), Some(0)]);
        assert_eq!([go("ArrowDown", 99), go("PageDown", 95)], [Some(99), Some(99)]);
        assert_eq!(go("a", 5), None);
    }

    #[test]
    fn the_first_key_goes_to_an_end() {
        assert_eq!(Motion::Down.from(None, 100, 10), Some(0));
        assert_eq!(Motion::End.from(None, 100, 10), Some(99));
        assert_eq!(Motion::Down.from(None, 0, 10), None);
    }
}
