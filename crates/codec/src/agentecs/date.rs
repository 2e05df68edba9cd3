use super::builder::Builder;
use super::class::Kind;
use crate::error::Outcome;
use crate::graph::Node;
use crate::pickle::Item;

/// Dates and times, which Python keeps as bytes.
impl Builder<'_, '_> {
    /// A `Date`, from midnight in UTC on and in whole milliseconds; `None` for what is no date, and for a
    /// time in a zone whose offset is not in the file.
    pub(super) fn date(&mut self, kind: Kind, arguments: &[Item]) -> Outcome<Option<Node>> {
        let (Some(&bytes), zone) = (arguments.first(), arguments.get(1)) else { return Ok(None) };
        let Some(bytes) = self.octets(bytes)? else { return Ok(None) };
        let local = local(kind, &bytes);
        let offset = zone.map_or(Ok(Some(0)), |&zone| self.offset(zone))?;
        let utc = local.zip(offset).and_then(|(local, offset)| local.checked_sub(offset));
        Ok(utc.filter(|utc| utc.abs() <= LAST).map(|utc| Node::Date(utc as f64)))
    }

    /// Milliseconds that a zone is ahead of UTC; `None` for one that is not always as far ahead.
    fn offset(&mut self, zone: Item) -> Outcome<Option<i64>> {
        let tree = self.tree;
        let Some(made) = tree.made(zone) else { return Ok((zone == Item::None).then_some(0)) };
        Ok(match (self.class(made.of)?.kind, tree.arguments(made)) {
            (Kind::TimeZone, &[difference, ..]) => self.difference(difference)?,
            (Kind::Offset, &[Item::Int(seconds)]) => seconds.checked_mul(SECOND),
            (Kind::ZoneInfo, &[name, ..]) if tree.text(name) == Some(b"UTC") => Some(0),
            _ => None,
        })
    }

    /// Milliseconds of a `timedelta`.
    fn difference(&mut self, item: Item) -> Outcome<Option<i64>> {
        let Some(made) = self.tree.made(item) else { return Ok(None) };
        let &[Item::Int(days), Item::Int(seconds), Item::Int(micros)] = self.tree.arguments(made) else {
            return Ok(None);
        };
        let is_difference = self.class(made.of)?.kind == Kind::TimeDelta;
        let whole = days.checked_mul(DAY).zip(seconds.checked_mul(SECOND));
        let whole = whole.and_then(|(days, seconds)| days.checked_add(seconds)?.checked_add(micros / 1_000));
        Ok(whole.filter(|_| is_difference))
    }
}

/// The bit of the month that tells the second of two equal times.
const FOLD: u8 = 0x80;
const SECOND: i64 = 1_000;
const DAY: i64 = 86_400 * SECOND;

/// The last millisecond of a `Date`, and minus the first.
const LAST: i64 = 8_640_000_000_000_000;

/// Milliseconds from 1970 to what a clock showed; `None` if none shows it.
fn local(kind: Kind, bytes: &[u8]) -> Option<i64> {
    let (&[high, low, month, date], time) = bytes.split_first_chunk()?;
    let time = match (kind, time) {
        (Kind::DateTime, time) => time_of_day(time.try_into().ok()?)?,
        (_, []) => 0,
        _ => return None,
    };
    Some(day([high, low, month & !FOLD, date])? * DAY + time)
}

/// Days from 1970 to a date; `None` if there is no such date.
fn day([high, low, month, day]: [u8; 4]) -> Option<i64> {
    let year = i64::from(u16::from_be_bytes([high, low]));
    let (month, day) = (i64::from(month), i64::from(day));
    let is_date = (1..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    // Years that begin in March end with the day that only some of them have.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    is_date.then_some(year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

/// Milliseconds from midnight; `None` if there is no such time.
fn time_of_day([hour, minute, second, high, middle, low]: [u8; 6]) -> Option<i64> {
    let micros = i64::from(u32::from_be_bytes([0, high, middle, low]));
    let is_time = hour < 24 && minute < 60 && second < 60 && micros < 1_000_000;
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    is_time.then_some(seconds * SECOND + micros / 1_000)
}

#[cfg(test)]
mod tests {
    use super::{day, time_of_day};

    #[test]
    fn days_are_counted_from_1970() {
        let at = |year: u16, month, date| {
            let [high, low] = year.to_be_bytes();
            day([high, low, month, date])
        };
        assert_eq!(at(1970, 1, 1), Some(0));
        assert_eq!(at(2000, 2, 29), Some(11_016));
        assert_eq!(at(2000, 3, 1), Some(11_017));
        assert_eq!(at(1, 1, 1), Some(-719_162));
        assert_eq!(at(9999, 12, 31), Some(2_932_896));
        assert_eq!(
            [at(0, 1, 1), at(10_000, 1, 1), at(1970, 13, 1), at(1970, 0, 1), at(1970, 1, 0)],
            [None; 5]
        );
    }

    #[test]
    fn microseconds_are_cut_to_milliseconds() {
        assert_eq!(time_of_day([23, 59, 59, 0x0f, 0x42, 0x3f]), Some(86_399_999));
        assert_eq!(time_of_day([0, 0, 0, 0x0f, 0x42, 0x40]), None);
        assert_eq!(time_of_day([24, 0, 0, 0, 0, 0]), None);
    }
}
